import type { AirQualitySource } from '../../lambdas/shared/domain/air-quality-source';
import { isRecord } from '../../lambdas/shared/domain/json';
import { spanOf } from '../cli/status-line';
import type { EventLog } from './history';

const MONTH = /^\d{4}-\d\d/;

/** A work item as one reads it at a glance: its city and the month of its first day. */
const labelOf = (input: unknown): string => {
  const { city, window } = (isRecord(input) ? input : {}) as { city?: { name?: string }; window?: { start?: string } };
  return [city?.name, MONTH.exec(window?.start ?? '')?.[0]].filter(Boolean).join(' ');
};

const itemsIn = (input: unknown): number | undefined => {
  const { plan } = (isRecord(input) ? input : {}) as { plan?: { workItems?: unknown[] } };
  return plan?.workItems?.length;
};

/** What a run is doing right now, in a line. */
export class Activity {
  #state = '';
  #items = 0;
  #itemsDone = 0;
  #mapSinceMs = 0;
  #rows = 0;
  readonly #labels = new Map<number, string>();
  readonly #sources: Pick<AirQualitySource, 'counts'>[] = [];
  #waitsUntilMs = 0;

  /**
   * @param engine what runs the transform
   * @param now milliseconds since the epoch
   */
  constructor(
    private readonly engine: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts the requests of a source with those of the run. */
  readonly watch = <Source extends Pick<AirQualitySource, 'counts'>>(source: Source): Source => {
    this.#sources.push(source);
    return source;
  };

  /** Hears what the handlers log: that they wait for the limit of the key. */
  readonly hear = (fields: Record<string, unknown>): void => {
    const seconds = Number(fields['waitSeconds']);
    if (seconds > 0) this.#waitsUntilMs = this.now() + seconds * 1_000;
  };

  readonly onEvent = (event: EventLog): void => {
    if (event.type === 'MapIterationSucceeded') this.#itemDone(event.index, (event as { output?: unknown }).output);
    if (!('state' in event)) return;
    const { index, state } = event;
    if (event.type === 'StateEntered' && index !== undefined) this.#labels.set(index, labelOf(state.input));
    else if (event.type === 'StateEntered') {
      this.#state = state.name;
      if (state.type === 'Map') [this.#items, this.#mapSinceMs] = [itemsIn(state.input) ?? 0, this.now()];
    } else if (event.type === 'StateExited' && state.type === 'Map') this.#items = 0;
  };

  #itemDone(index: number, output: unknown): void {
    const { rows } = (isRecord(output) ? output : {}) as { rows?: number };
    this.#labels.delete(index);
    this.#itemsDone += 1;
    this.#rows += rows ?? 0;
  }

  /** Such as `Extract 7 of 24 done, 1,234 rows, 56 requests, 4 min left: Hanoi 2018-12`. */
  describe(seconds: number): string {
    if (this.#items === 0) {
      const isSpark = this.#state === 'TransformToStaging' && this.engine === 'spark';
      return `${this.#state}${isSpark ? ', waiting for Spark' : ''}, ${spanOf(seconds)} so far`;
    }
    const waits = (this.#waitsUntilMs - this.now()) / 1_000;
    const requests = this.#sources.reduce((sum, { counts }) => sum + counts.requests, 0);
    const leftMs = ((this.now() - this.#mapSinceMs) / this.#itemsDone) * (this.#items - this.#itemsDone);
    const figures = [
      `Extract ${this.#itemsDone} of ${this.#items} done`,
      ...(waits > 0 ? [`waiting ${spanOf(waits)} for OpenAQ's rate limit`] : []),
      `${this.#rows.toLocaleString('en')} rows`,
      `${requests.toLocaleString('en')} requests`,
      ...(this.#itemsDone > 0 && waits <= 0 ? [`${spanOf(leftMs / 1_000)} left`] : []),
    ].join(', ');
    const labels = [...new Set(this.#labels.values())].filter((label) => label !== '');
    return labels.length === 0 ? figures : `${figures}: ${labels.join(', ')}`;
  }
}
