import type { Log } from '../shared/adapters/log';
import type { ObjectStore } from '../shared/adapters/object-store';
import { toParquet } from '../shared/adapters/parquet';
import type { AirQualitySource } from '../shared/domain/air-quality-source';
import type { Extraction } from '../shared/domain/extraction';
import { LAKE } from '../shared/domain/lake';
import { type LocationRow, toLocationRows } from '../shared/domain/location-row';
import { toManifest } from '../shared/domain/manifest';
import { airQualityKey, locationsKey, manifestKey } from '../shared/domain/object-keys';
import { parsePayload } from '../shared/domain/parse';
import { type HourlyRow, pivot } from '../shared/domain/pivot';
import type { PollutantName } from '../shared/domain/pollutants';
import { hasReported } from '../shared/domain/sensor-selection';
import { dayCount } from '../shared/domain/window';
import { type WorkItem, workItemSchema } from '../shared/domain/work-item';
import type { LakeDays } from './lake-days';
import { askedOf, readItem } from './read-item';

/** How the source is opened for one work item. */
interface SourceOptions {
  readonly minRequestIntervalMs: number;
  /** Instant (ms since the epoch) at which the source gives up with a transient error instead of waiting on. */
  readonly deadlineMs: number;
}

export interface Deps {
  readonly pollutants: readonly PollutantName[];
  /** Opens OpenAQ; reads the API key, so it is asynchronous and done once an invocation. */
  readonly openSource: (options: SourceOptions) => Promise<AirQualitySource>;
  readonly store: ObjectStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** The part of Lambda's context that is used. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** Time kept free before Lambda's own limit, to write a month of objects after the last answer. */
const WRITE_RESERVE_MS = 60_000;

type File = readonly [key: string, body: Buffer];

/**
 * The objects of a work item, all encoded before the first is written: one per UTC date that was missing, empty days too, the
 * locations, and last the manifest, which vouches for the others and for those that are kept. Of the archive the locations
 * alone, from which its job takes them.
 */
const toFiles = async (
  { runId, city, window, source }: WorkItem,
  { missing, kept }: LakeDays,
  rows: readonly HourlyRow[],
  locations: readonly LocationRow[],
  answeredIds: readonly number[],
  extractedAt: string,
): Promise<File[]> => {
  const places: File = [locationsKey(city.name), await toParquet(LAKE.locations.columns, locations)];
  if (source === 'archive') return [places];
  const files: File[] = [];
  for (const date of missing) {
    const rowsOfDate = rows.filter((row) => row.measurement_datetime.startsWith(date));
    files.push([airQualityKey(city.name, date), await toParquet(LAKE.measurements.columns, rowsOfDate)]);
  }
  const manifest = [...kept, ...toManifest(answeredIds, missing, rows, city.name, extractedAt)];
  return [
    ...files,
    places,
    [manifestKey(runId, city.name, window.start), await toParquet(LAKE.manifests.columns, manifest)],
  ];
};

/** What one invocation made of a work item: everything, or a part with which the next invocation goes on. */
type ExtractResult = ({ readonly done: true } & Extraction) | ({ readonly done: false } & WorkItem);

/**
 * Extracts one city and one window into one Parquet object per UTC day, always the whole day, one of locations, and the
 * run's manifest of both; with `onlyMissing` only the days that have no object yet. Writes nothing of these until every
 * request of the item succeeded; an item that needs more time than an invocation has comes back unfinished. Safe to repeat:
 * the same item writes the same keys again.
 */
export const makeHandler =
  ({ pollutants, openSource, store, now, log }: Deps) =>
  async (event: unknown, context: InvocationContext): Promise<ExtractResult> => {
    const item = parsePayload(workItemSchema, event, 'Extract payload');
    const { runId, city, window, minRequestIntervalMs } = item;
    const deadlineMs = now() + context.getRemainingTimeInMillis() - WRITE_RESERVE_MS;
    const source = await openSource({ minRequestIntervalMs, deadlineMs });
    const result = await readItem({ source, store, pollutants, now, deadlineMs }, item);
    if (!result.done) {
      log.info('Left a work item unfinished', { runId, city: city.name, window, ...result.item.progress });
      return { done: false, ...result.item };
    }

    const { missing, kept, locations, foreignLocations, hours, requests, rateLimitHits } = result.answers;
    const { sensors, skipped } = askedOf(item, result.answers, pollutants);
    // The answer is complete now: runs that read the same days are ordered by this instant.
    const extractedAt = new Date(now()).toISOString();
    const { rows, ...counts } = pivot(
      sensors.map((sensor) => [sensor, hours[sensor.id] ?? []] as const),
      city,
      extractedAt,
    );
    const { rows: locationRows, changedNames } = toLocationRows(locations, city, extractedAt);
    const answeredIds = locations.filter(hasReported).map(({ id }) => id);
    const files = await toFiles(item, { missing, kept }, rows, locationRows, answeredIds, extractedAt);
    for (const [key, body] of files) await store.put(key, body);

    const keptRows = kept.reduce((sum, { row_count }) => sum + row_count, 0);
    const extraction: Extraction = {
      runId,
      city: city.name,
      window,
      locations: locations.length,
      foreignLocations,
      sensors: sensors.length,
      skippedSensors: skipped,
      requests,
      rateLimitHits,
      ...counts,
      changedNames,
      rows: rows.length + keptRows,
      keptRows,
      keptDays: dayCount(window) - missing.length,
      objects: files.length,
    };
    log.info('Extracted a work item', extraction);
    return { done: true, ...extraction };
  };
