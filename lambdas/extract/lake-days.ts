import * as z from 'zod';
import type { ObjectStore } from '../shared/adapters/object-store';
import { TerminalError } from '../shared/domain/errors';
import { type ManifestRow, toKeptManifest } from '../shared/domain/manifest';
import { airQualityKey, airQualityMonth } from '../shared/domain/object-keys';
import { parseOrThrow } from '../shared/domain/parse';
import { datesOf, windowOfDates } from '../shared/domain/window';
import type { WorkItem } from '../shared/domain/work-item';

/** The days of a work item: those that OpenAQ is asked for, and what the lake holds of the others. */
export interface LakeDays {
  /** UTC dates (`YYYY-MM-DD`) to be asked for, in order; all of them unless the item wants only those that are missing. */
  readonly missing: readonly string[];
  /** What the objects of the other dates hold. A date whose object has no row has none here. */
  readonly kept: readonly ManifestRow[];
}

/** What tells hours from anything else; the transform looks at every column. */
const keptRowsSchema = z.array(
  z.object({ location_id: z.int(), measurement_datetime: z.date(), extracted_at: z.date() }),
);

const readKeptDay = async (store: ObjectStore, city: string, date: string): Promise<ManifestRow[]> => {
  const key = airQualityKey(city, date);
  const bytes = await store.get(key);
  // Loaded here: most work items read no file, and their cold start would pay for it.
  const { readParquet } =
    require('../shared/adapters/read-parquet') as typeof import('../shared/adapters/read-parquet');
  const damaged = (reason: string, cause: unknown) =>
    new TerminalError(
      'KeptDayDamagedError',
      `The lake's object ${key} is not a Parquet file of hours as Extract writes it (${reason}): delete it, so that its day is asked for`,
      { cause },
    );
  const rows = await readParquet(bytes).catch((cause: Error) => {
    throw damaged(cause.message, cause);
  });
  return toKeptManifest(parseOrThrow(keptRowsSchema, rows, damaged), city, date);
};

/**
 * Looks which days of a work item the lake has: those whose object was written when the day was over, however it was
 * written and whether it has rows. One listing for each month of the item, and each object that is kept is read once.
 *
 * @throws KeptDayDamagedError when an object of a day that would be kept cannot be read
 */
export const lakeDaysOf = async (
  store: ObjectStore,
  { city: { name }, window, onlyMissing }: WorkItem,
): Promise<LakeDays> => {
  const dates = datesOf(window);
  if (!onlyMissing) return { missing: dates, kept: [] };
  const months = [...new Set(dates.map((date) => airQualityMonth(name, date)))];
  const listed = (await Promise.all(months.map((prefix) => store.list(prefix)))).flat();
  const writtenAtMs = new Map(listed.map((object) => [object.key, object.writtenAtMs]));
  const keptDates = new Set(
    dates.filter(
      (date) => (writtenAtMs.get(airQualityKey(name, date)) ?? 0) >= Date.parse(windowOfDates(date, date).end),
    ),
  );
  const kept = await Promise.all([...keptDates].map((date) => readKeptDay(store, name, date)));
  return { missing: dates.filter((date) => !keptDates.has(date)), kept: kept.flat() };
};
