import * as z from 'zod';
import { isRecord } from '../../lambdas/shared/domain/json';
import { spanOf } from '../cli/status-line';
import type { EventLog } from './history';

/** Fewest work items of which is said how many are done: of fewer their lines show it. */
const MOST_UNCOUNTED = 9;

const plannedSchema = z.object({ plan: z.object({ workItems: z.array(z.unknown()) }) });

const extractedSchema = z.object({
  done: z.literal(true),
  rows: z.number(),
  requests: z.number(),
  rateLimitHits: z.number(),
  keptDays: z.number(),
});

/** Counts the work items of a run that are done, and what they took, by the events of the Map over them. */
export class ItemCount {
  /** Items of the Map that is under way; 0 outside of it. */
  all = 0;
  done = 0;
  rows = 0;
  #requests = 0;
  #refused = 0;
  #keptDays = 0;
  #sinceMs = 0;

  readonly onEvent = (event: EventLog): void => {
    if (!('state' in event)) return;
    const { state, timestamp } = event;
    if (event.type === 'StateEntered' && state.type === 'Map') this.#began(state.input, timestamp);
    else if (event.type === 'StateExited' && state.type === 'Map') this.all = 0;
    else if (event.type === 'StateExited' && state.name === 'Extract') this.#extracted(state.output);
  };

  /** A Map that is redriven leads those items to their end that it has not done. */
  #began(input: unknown, atMs: number): void {
    this.all = plannedSchema.safeParse(input).data?.plan.workItems.length ?? 0;
    this.#sinceMs = atMs;
  }

  /** An item that goes on in another invocation is not done. */
  #extracted(output: unknown): void {
    const { data } = extractedSchema.safeParse(output);
    if (data === undefined) return;
    this.done += 1;
    this.rows += data.rows;
    this.#requests += data.requests;
    this.#refused += data.rateLimitHits;
    this.#keptDays += data.keptDays;
  }

  /** The time that is left at the pace so far, such as `4 min left`; undefined while no item is done, and with the last. */
  left(atMs: number): string | undefined {
    const items = this.all - this.done;
    return this.done === 0 || items <= 0
      ? undefined
      : `${spanOf(((atMs - this.#sinceMs) / this.done) * (items / 1_000))} left`;
  }

  /** How far the run is when an item has ended, as the end of its line; empty where there are few, or it goes on. */
  describe(output: unknown, atMs: number): string {
    if (this.all <= MOST_UNCOUNTED || !isRecord(output) || output['done'] !== true) return '';
    return [
      `; ${this.done} of ${this.all} items`,
      `${this.rows} rows`,
      `${this.#requests} requests`,
      this.#keptDays > 0 && `${this.#keptDays} days kept`,
      this.#refused > 0 && `${this.#refused} refused for the limit`,
      this.left(atMs),
    ]
      .filter(Boolean)
      .join(', ');
  }
}
