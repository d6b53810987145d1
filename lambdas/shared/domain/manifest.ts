import type { LAKE, RowOf } from './lake';
import type { HourlyRow } from './pivot';

/**
 * What an extraction answered for one location and UTC date (`measurement_date`, `YYYY-MM-DD`); `row_count` may be 0, which
 * is an answer too.
 */
export type ManifestRow = RowOf<typeof LAKE.manifests.columns>;

/**
 * The manifest of a work item: every location that OpenAQ answered for, on every date of the window. From it a run proves that
 * the lake still holds what it extracted, and the load knows which facts the answer has withdrawn.
 *
 * @param locationIds ids of the city's locations for which OpenAQ answered, with data or without
 * @param dates UTC dates of the window
 * @param extractedAt the instant of the extraction, as in the rows
 */
export const toManifest = (
  locationIds: readonly number[],
  dates: readonly string[],
  rows: readonly HourlyRow[],
  city: string,
  extractedAt: string,
): ManifestRow[] => {
  const counts = new Map<string, number>();
  for (const { location_id, measurement_datetime } of rows) {
    const key = `${location_id} ${measurement_datetime.slice(0, 10)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return locationIds.flatMap((location_id) =>
    dates.map((measurement_date) => ({
      location_id,
      city,
      measurement_date,
      row_count: counts.get(`${location_id} ${measurement_date}`) ?? 0,
      extracted_at: extractedAt,
    })),
  );
};

/**
 * The manifest of a date whose object is kept from an earlier extraction: the locations that have rows in it. Of others nothing
 * is said, since the object does not tell for which locations OpenAQ had answered.
 *
 * @param rows all rows of the object
 * @param date UTC date of the object
 */
export const toKeptManifest = (
  rows: readonly { readonly location_id: number; readonly extracted_at: Date }[],
  city: string,
  date: string,
): ManifestRow[] => {
  const days = new Map<number, ManifestRow>();
  for (const { location_id, extracted_at } of rows) {
    days.set(location_id, {
      location_id,
      city,
      measurement_date: date,
      row_count: (days.get(location_id)?.row_count ?? 0) + 1,
      extracted_at: extracted_at.toISOString(),
    });
  }
  return [...days.values()];
};
