import * as z from 'zod';

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

const leftOf = (minutes: number): string => {
  if (minutes < 1) return 'less than a minute left';
  return minutes < 120 ? `${Math.ceil(minutes)} min left` : `${Math.ceil(minutes / 60)} h left`;
};

/** Counts the work items of a run that are done, and what they took, so that a long extraction shows how far it is. */
export class ItemCount {
  #items = 0;
  #done = 0;
  #rows = 0;
  #requests = 0;
  #refused = 0;
  #keptDays = 0;
  #startedAtMs = 0;

  /** Takes what PlanRun answered. */
  planned(output: unknown, atMs: number): void {
    this.#items = plannedSchema.safeParse(output).data?.plan.workItems.length ?? 0;
    this.#startedAtMs = atMs;
  }

  /**
   * Takes what an invocation of Extract answered.
   * @returns how far the run is, as the end of a line; empty where there are few items, or this one goes on
   */
  extracted(output: unknown, atMs: number): string {
    const { data } = extractedSchema.safeParse(output);
    if (data === undefined || this.#items <= MOST_UNCOUNTED) return '';
    this.#done += 1;
    this.#rows += data.rows;
    this.#requests += data.requests;
    this.#refused += data.rateLimitHits;
    this.#keptDays += data.keptDays;
    const minutes = (((atMs - this.#startedAtMs) / this.#done) * (this.#items - this.#done)) / 60_000;
    return [
      `; ${this.#done} of ${this.#items} items`,
      `${this.#rows} rows`,
      `${this.#requests} requests`,
      ...(this.#keptDays > 0 ? [`${this.#keptDays} days kept`] : []),
      ...(this.#refused > 0 ? [`${this.#refused} refused for the limit`] : []),
      ...(this.#done < this.#items ? [leftOf(minutes)] : []),
    ].join(', ');
  }
}
