import type { ObjectStore } from '../shared/adapters/object-store';
import type { AirQualitySource } from '../shared/domain/air-quality-source';
import { belongsToCity } from '../shared/domain/city-assignment';
import { TransientError } from '../shared/domain/errors';
import { progressKey } from '../shared/domain/object-keys';
import type { PollutantName } from '../shared/domain/pollutants';
import { selectSensors } from '../shared/domain/sensor-selection';
import type { WorkItem } from '../shared/domain/work-item';
import { type Progress, readProgress, saveProgress } from './progress';

/** Time before the end of an invocation in which no further sensor is begun: one slow answer still fits in. */
const LAST_SENSOR_MS = 60_000;

export interface ItemReader {
  readonly source: AirQualitySource;
  readonly store: ObjectStore;
  readonly pollutants: readonly PollutantName[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Instant at which the source gives up. */
  readonly deadlineMs: number;
}

/** Everything that OpenAQ answered, or the work item as the next invocation goes on with it. */
export type ReadResult =
  | { readonly done: true; readonly answers: Progress }
  | { readonly done: false; readonly item: WorkItem };

const start = async ({ source }: ItemReader, item: WorkItem): Promise<Progress> => {
  const inBox = await source.locations(item.city.boundingBox);
  const locations = inBox.filter((location) => belongsToCity(location, item));
  return { locations, foreignLocations: inBox.length - locations.length, hours: {}, requests: 0, rateLimitHits: 0 };
};

/**
 * Asks the sensors of a work item one after the other, from where the invocation before left off. When the time is over, or
 * OpenAQ is not available any more, what was read is kept and the item comes back unfinished: no answer is asked for twice,
 * and a city of any size is read. Whoever has read nothing throws instead, so that the workflow waits before it tries again.
 */
export const readItem = async (reader: ItemReader, item: WorkItem): Promise<ReadResult> => {
  const { source, store, pollutants, now, deadlineMs } = reader;
  const before = item.progress === undefined ? await start(reader, item) : await readProgress(store, item.progress.key);
  const { sensors } = selectSensors(before.locations, pollutants, item.window);
  const hours = { ...before.hours };
  const progress = (): Progress => ({
    ...before,
    hours,
    requests: before.requests + source.requestCount,
    rateLimitHits: before.rateLimitHits + source.rateLimitHitCount,
  });
  const keep = async (): Promise<ReadResult> => {
    const key = progressKey(item.runId, item.city.name, item.window.start);
    await saveProgress(store, key, progress());
    const rounds = (item.progress?.rounds ?? 0) + 1;
    return { done: false, item: { ...item, progress: { key, sensors: Object.keys(hours).length, rounds } } };
  };

  let asked = 0;
  for (const { id } of sensors) {
    if (hours[id] !== undefined) continue;
    if (asked > 0 && now() >= deadlineMs - LAST_SENSOR_MS) return keep();
    try {
      hours[id] = await source.hours(id, item.window);
    } catch (error) {
      if (asked > 0 && error instanceof TransientError) return keep();
      throw error;
    }
    asked += 1;
  }
  return { done: true, answers: progress() };
};
