import type { Log } from '../shared/adapters/log';
import type { ObjectStore } from '../shared/adapters/object-store';
import { AIR_QUALITY_COLUMNS, LOCATION_COLUMNS, toParquet } from '../shared/adapters/parquet';
import type { AirQualitySource, SensorHour } from '../shared/domain/air-quality-source';
import { type LocationRow, toLocationRows } from '../shared/domain/location-row';
import { airQualityKey, locationsKey } from '../shared/domain/object-keys';
import { type HourlyRow, pivot } from '../shared/domain/pivot';
import type { PollutantName } from '../shared/domain/pollutants';
import { type SelectedSensor, selectSensors } from '../shared/domain/sensor-selection';
import { datesOf, toUtcSeconds, type Window } from '../shared/domain/window';
import { InvalidPayloadError } from '../shared/errors/input-errors';
import type { City } from '../shared/schemas/city';
import type { Extraction } from '../shared/schemas/extraction';
import { parseOrThrow } from '../shared/schemas/parse';
import { workItemSchema } from '../shared/schemas/work-item';

/** How the source is opened for one work item. */
export interface SourceOptions {
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

/** The objects of a work item, all encoded before the first is written: one per UTC date, empty days too, and the locations. */
const toFiles = async (
  city: City,
  window: Window,
  rows: readonly HourlyRow[],
  locations: readonly LocationRow[],
): Promise<File[]> => {
  const files: File[] = [];
  for (const date of datesOf(window)) {
    const rowsOfDate = rows.filter((row) => row.measurement_datetime.startsWith(date));
    files.push([airQualityKey(city.name, date), await toParquet(AIR_QUALITY_COLUMNS, rowsOfDate)]);
  }
  return [...files, [locationsKey(city.name), await toParquet(LOCATION_COLUMNS, locations)]];
};

/**
 * Extracts one city and one window into one Parquet object per UTC day, always the whole day, and one of locations.
 * Writes nothing until every request of the item succeeded. Safe to repeat: the same item writes the same keys again.
 */
export const makeHandler =
  ({ pollutants, openSource, store, now, log }: Deps) =>
  async (event: unknown, context: InvocationContext): Promise<Extraction & { keys: string[] }> => {
    const item = parseOrThrow(
      workItemSchema,
      event,
      (mistakes) => new InvalidPayloadError('Extract payload', mistakes),
    );
    const { runId, city, window, minRequestIntervalMs } = item;
    const deadlineMs = now() + context.getRemainingTimeInMillis() - WRITE_RESERVE_MS;
    const source = await openSource({ minRequestIntervalMs, deadlineMs });
    const locations = await source.locations(city.boundingBox);
    const { sensors, skipped } = selectSensors(locations, pollutants, window);
    const readings: [SelectedSensor, SensorHour[]][] = [];
    for (const sensor of sensors) readings.push([sensor, await source.hours(sensor.id, window)]);

    const extractedAt = toUtcSeconds(now());
    const { rows, ...counts } = pivot(readings, city, extractedAt);
    const { rows: locationRows, changedNames } = toLocationRows(locations, city, extractedAt);
    const files = await toFiles(city, window, rows, locationRows);
    for (const [key, body] of files) await store.put(key, body);

    const extraction: Extraction = {
      runId,
      city: city.name,
      window,
      locations: locations.length,
      foreignLocations: 0,
      sensors: sensors.length,
      skippedSensors: skipped,
      requests: source.requestCount,
      rateLimitHits: source.rateLimitHitCount,
      ...counts,
      changedNames,
      rows: rows.length,
      objects: files.length,
    };
    log.info('Extracted a work item', extraction);
    return { ...extraction, keys: files.map(([key]) => key) };
  };
