import { gunzipSync, gzipSync } from 'node:zlib';
import type { ObjectStore } from '../shared/adapters/object-store';
import type { AirQualitySource, Location, SensorHour } from '../shared/domain/air-quality-source';
import { REQUESTS_AT_ONCE, RUN_LIMIT_HOURS } from '../shared/domain/capacity';
import { belongsToCity } from '../shared/domain/city-assignment';
import { TransientError } from '../shared/domain/errors';
import { progressKey } from '../shared/domain/object-keys';
import type { PollutantName } from '../shared/domain/pollutants';
import { type SensorSelection, selectSensors } from '../shared/domain/sensor-selection';
import { HOUR_MS, type Window, windowOfDates } from '../shared/domain/window';
import type { WorkItem } from '../shared/domain/work-item';
import { type LakeDays, lakeDaysOf } from './lake-days';

/**
 * What is known of a work item that needs more than one invocation: the locations as they were listed first, and the hours
 * of each sensor that was asked, by sensor id. Written and read by the same code in one run, hence without a schema.
 */
interface Progress extends LakeDays {
  /** When the locations were listed, in milliseconds since the epoch: nothing in here is older. */
  readonly begunAtMs: number;
  readonly locations: readonly Location[];
  /** Locations in the city's box that belong to another city. */
  readonly foreignLocations: number;
  readonly hours: Readonly<Record<number, readonly SensorHour[]>>;
  readonly requests: number;
  readonly rateLimitHits: number;
}

/** Time before the end of an invocation in which no further sensor is begun: one slow answer still fits in. */
const LAST_SENSOR_MS = 60_000;

/** Only a redrive, which may come after days, goes on with something older: no run takes longer. */
const LONGEST_PROGRESS_MS = RUN_LIMIT_HOURS * HOUR_MS;

interface ItemReader {
  readonly source: AirQualitySource;
  readonly store: ObjectStore;
  readonly pollutants: readonly PollutantName[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Instant at which the source gives up. */
  readonly deadlineMs: number;
}

/** Everything that OpenAQ answered, or the work item as the next invocation goes on with it. */
type ReadResult =
  | { readonly done: true; readonly answers: Progress }
  | { readonly done: false; readonly item: WorkItem };

const start = async ({ source, store, now }: ItemReader, item: WorkItem): Promise<Progress> => {
  const begunAtMs = now();
  const days = await lakeDaysOf(store, item);
  const inBox = await source.locations(item.city.boundingBox);
  const locations = inBox.filter((location) => belongsToCity(location, item));
  const foreignLocations = inBox.length - locations.length;
  return { begunAtMs, ...days, locations, foreignLocations, hours: {}, requests: 0, rateLimitHits: 0 };
};

/**
 * What the invocations before have read. Answers of a run that was redriven after days are asked for again: the item is
 * stamped with the instant at which it is complete, and older hours would take the place of newer ones of another run.
 */
const goOn = async (reader: ItemReader, item: WorkItem, key: string): Promise<Progress> => {
  const before = JSON.parse(gunzipSync(await reader.store.get(key)).toString('utf8')) as Progress;
  if (reader.now() - before.begunAtMs <= LONGEST_PROGRESS_MS) return before;
  return { ...(await start(reader, item)), requests: before.requests, rateLimitHits: before.rateLimitHits };
};

/**
 * What an item asks for: the window from its first to its last missing day, since a request for a month costs what one for a
 * day does, and the sensors that can have data in it. No sensor when no day is missing, and none of the archive, which has
 * the hours.
 */
export const askedOf = (
  { source, window }: WorkItem,
  { missing, locations }: Pick<Progress, 'missing' | 'locations'>,
  pollutants: readonly PollutantName[],
): SensorSelection & { readonly window: Window } => {
  const [first] = missing;
  if (source === 'archive' || first === undefined) return { sensors: [], skipped: {}, window };
  const asked = windowOfDates(first, missing.at(-1) ?? first);
  return { ...selectSensors(locations, pollutants, asked), window: asked };
};

/**
 * Asks the sensors of a work item in the order of their ids, several at once, from where the invocation before left off. When
 * the time is over, or OpenAQ is not available any more, what was read is kept and the item comes back unfinished: no answer
 * is asked for twice, and a city of any size is read. Whoever has read nothing throws instead, so that the workflow waits
 * before it tries again.
 */
export const readItem = async (reader: ItemReader, item: WorkItem): Promise<ReadResult> => {
  const { source, store, pollutants, now, deadlineMs } = reader;
  const before = item.progress === undefined ? await start(reader, item) : await goOn(reader, item, item.progress.key);
  const { sensors, window } = askedOf(item, before, pollutants);
  const missing = new Set(before.missing);
  const hours = { ...before.hours };
  const progress = (): Progress => ({
    ...before,
    hours,
    requests: before.requests + source.counts.requests,
    rateLimitHits: before.rateLimitHits + source.counts.rateLimitHits,
  });
  const keep = async (): Promise<ReadResult> => {
    const key = progressKey(item.runId, item.city.name, item.window.start);
    await store.put(key, gzipSync(JSON.stringify(progress())));
    const rounds = (item.progress?.rounds ?? 0) + 1;
    return { done: false, item: { ...item, progress: { key, sensors: Object.keys(hours).length, rounds } } };
  };

  const unread = sensors.filter(({ id }) => hours[id] === undefined);
  let read = 0;
  let failure: TransientError | undefined;
  const mayBegin = (): boolean => failure === undefined && (read === 0 || now() < deadlineMs - LAST_SENSOR_MS);

  const queue = unread.values();
  const readInTurn = async (): Promise<void> => {
    for (const { id } of queue) {
      if (!mayBegin()) return;
      try {
        const answered = await source.hours(id, window);
        hours[id] = answered.filter(({ periodStart }) => missing.has(periodStart.slice(0, 10)));
        read += 1;
      } catch (error) {
        // Any other error ends the item at once. This one lets those that are under way come to their end.
        if (!(error instanceof TransientError)) throw error;
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, readInTurn));

  if (read === unread.length) return { done: true, answers: progress() };
  // The first sensor is begun however late it is, so whoever has read nothing has failed.
  if (read === 0) throw failure;
  return keep();
};
