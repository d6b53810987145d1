import type { EventLog } from './history';

/** How far an item of a Map is: in a state, done, or not begun. */
export type ItemPosition =
  | { readonly state: string; readonly data: unknown }
  | { readonly result: unknown }
  | null
  | undefined;

/** Where a run is: the state that it entered and has not left, with what that took in, and inside a Map each item. */
export interface Position {
  readonly state: string;
  readonly type: string;
  readonly data: unknown;
  readonly items: readonly ItemPosition[];
}

/** Follows a run through its events. */
export class PositionTracker {
  #items: ItemPosition[];

  /** @param position where a redriven run goes on. @default - the run has not begun */
  constructor(private position?: Position) {
    this.#items = [...(position?.items ?? [])];
  }

  add(event: EventLog): void {
    if (event.type === 'MapIterationSucceeded') {
      // The interpreter tells the output; its types do not.
      this.#items[event.index] = { result: (event as { readonly output?: unknown }).output };
    }
    if (event.type !== 'StateEntered') return;
    const { name: state, type, input: data } = event.state;
    if (event.index !== undefined) {
      this.#items[event.index] = { state, data };
      return;
    }
    this.position = { state, type, data, items: [] };
    this.#items = [];
  }

  get current(): Position | undefined {
    return this.position && { ...this.position, items: Array.from(this.#items, (item) => item ?? null) };
  }
}
