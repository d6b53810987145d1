import type { AirQualitySource } from '../../lambdas/shared/domain/air-quality-source';
import { isRecord } from '../../lambdas/shared/domain/json';
import { spanOf } from '../cli/status-line';
import type { EventLog } from './history';
import { ItemCount } from './item-count';

const MONTH = /^\d{4}-\d\d/;

/** A work item as one reads it at a glance: its city and the month of its first day. */
const labelOf = (input: unknown): string => {
  const { city, window } = (isRecord(input) ? input : {}) as { city?: { name?: string }; window?: { start?: string } };
  return [city?.name, MONTH.exec(window?.start ?? '')?.[0]].filter(Boolean).join(' ');
};

/** What a run is doing right now, in a line. */
export class Activity {
  #state = '';
  readonly #items = new ItemCount();
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
    this.#items.onEvent(event);
    if (event.type === 'MapIterationSucceeded') this.#labels.delete(event.index);
    if (event.type !== 'StateEntered') return;
    const { index, state } = event;
    if (index === undefined) this.#state = state.name;
    else this.#labels.set(index, labelOf(state.input));
  };

  /** Such as `Extract 7 of 24 done, 1,234 rows, 56 requests, 4 min left: Hanoi 2018-12`. */
  describe(seconds: number): string {
    const { all, done, rows } = this.#items;
    if (all === 0) {
      const isSpark = this.#state === 'TransformToStaging' && this.engine === 'spark';
      return `${this.#state}${isSpark ? ', waiting for Spark' : ''}, ${spanOf(seconds)} so far`;
    }
    const waits = (this.#waitsUntilMs - this.now()) / 1_000;
    const requests = this.#sources.reduce((sum, { counts }) => sum + counts.requests, 0);
    const figures = [
      `Extract ${done} of ${all} done`,
      waits > 0 && `waiting ${spanOf(waits)} for OpenAQ's rate limit`,
      `${rows.toLocaleString('en')} rows`,
      `${requests.toLocaleString('en')} requests`,
      waits <= 0 && this.#items.left(this.now()),
    ]
      .filter(Boolean)
      .join(', ');
    const labels = [...new Set(this.#labels.values())].filter((label) => label !== '');
    return labels.length === 0 ? figures : `${figures}: ${labels.join(', ')}`;
  }
}
