import type { Location } from './air-quality-source';
import type { City } from './city';
import type { LAKE, RowOf } from './lake';
import { cutToBytes, toPlainText } from './plain-text';
import { DAY_MS } from './window';

/**
 * One row of the lake's locations. The name is on one line, without control characters, at most 255 bytes of UTF-8, and null
 * where OpenAQ has none; a location is active when it reported within the 30 days before the extraction.
 */
export type LocationRow = RowOf<typeof LAKE.locations.columns>;

/** dim_locations.location_name is VARCHAR(255): Redshift counts bytes, and refuses the whole load for one name too long. */
const MAX_NAME_BYTES = 255;

/** A location that has not reported for longer is not active. */
export const ACTIVE_DAYS = 30;

/** Whether a location had reported within the days before OpenAQ was asked. @param asOf UTC */
export const isActive = ({ lastReportedAt }: Pick<Location, 'lastReportedAt'>, asOf: string): boolean =>
  lastReportedAt !== null && Date.parse(asOf) - Date.parse(lastReportedAt) <= ACTIVE_DAYS * DAY_MS;

const toStoredName = (name: string | null): string | null =>
  name === null ? null : cutToBytes(toPlainText(name), MAX_NAME_BYTES).trimEnd() || null;

/**
 * Every location of a city, with or without data, in the order of ids, and how many of them do not have their name as OpenAQ
 * gives it.
 */
export const toLocationRows = (locations: readonly Location[], city: City, extractedAt: string) => {
  const rows: LocationRow[] = locations
    .map((location) => ({
      location_id: location.id,
      location_name: toStoredName(location.name),
      city: city.name,
      country: city.country,
      latitude: location.latitude,
      longitude: location.longitude,
      is_active: isActive(location, extractedAt),
      extracted_at: extractedAt,
    }))
    .sort((a, b) => a.location_id - b.location_id);
  const changedNames = locations.filter(({ name }) => toStoredName(name) !== name).length;
  return { rows, changedNames };
};
