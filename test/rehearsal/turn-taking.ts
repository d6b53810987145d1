import { setTimeout as sleep } from 'node:timers/promises';
import type { Warehouse } from '../../local/warehouse/warehouse';

/** A statement was cancelled before its turn came. */
class DroppedError extends Error {
  override readonly name = 'DroppedError';
}

/**
 * A warehouse whose transactions wait for each other, and may be dropped while they wait. The engine has one session;
 * here the queue is seen, so that a statement that waits for a lock can be rehearsed, and its cancellation.
 */
export class TurnTaking implements Warehouse {
  #last: Promise<unknown> = Promise.resolve();
  #next = '';
  readonly #waiting = new Set<string>();
  readonly #dropped = new Set<string>();

  constructor(private readonly warehouse: Warehouse) {}

  /** Calls what asks for a transaction at once, which is known by the id from then on. */
  as<T>(id: string, call: () => T): T {
    this.#next = id;
    return call();
  }

  /** Drops a transaction that still waits; false when its turn has come. */
  drop(id: string): boolean {
    if (this.#waiting.delete(id)) this.#dropped.add(id);
    return this.#dropped.has(id);
  }

  /** Resolves when a transaction waits for its turn. */
  async untilWaiting(): Promise<void> {
    while (this.#waiting.size === 0) await sleep(20);
  }

  isWaiting(id: string): boolean {
    return this.#waiting.has(id);
  }

  isDropped(id: string): boolean {
    return this.#dropped.has(id);
  }

  /** Takes the turn and keeps it until the answer is called. */
  async hold(): Promise<() => void> {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await new Promise<void>((taken) => {
      void this.#inTurn(() => {
        taken();
        return held;
      });
    });
    return letGo;
  }

  transaction(statements: Parameters<Warehouse['transaction']>[0]): ReturnType<Warehouse['transaction']> {
    const id = this.#next;
    this.#waiting.add(id);
    return this.#inTurn(() => {
      if (!this.#waiting.delete(id)) throw new DroppedError('the statement was cancelled');
      return this.warehouse.transaction(statements);
    });
  }

  write(...given: Parameters<Warehouse['write']>): Promise<void> {
    return this.#inTurn(() => this.warehouse.write(...given));
  }

  query(...given: Parameters<Warehouse['query']>): ReturnType<Warehouse['query']> {
    return this.#inTurn(() => this.warehouse.query(...given));
  }

  close(): Promise<void> {
    return this.warehouse.close();
  }

  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
