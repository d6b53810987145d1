import type { City } from '../schemas/city';
import type { Location } from './air-quality-source';

/** One row of the lake's locations. */
export interface LocationRow {
  readonly location_id: number;
  readonly location_name: string | null;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Whether the location reported within the 30 days before the extraction. */
  readonly is_active: boolean;
  readonly extracted_at: string;
}

const ACTIVE_WITHIN_MS = 30 * 24 * 3_600_000;

/** Every location of a city, with or without data, in the order of ids. A pure function of its arguments. */
export const toLocationRows = (locations: readonly Location[], city: City, extractedAt: string): LocationRow[] =>
  locations
    .map((location) => ({
      location_id: location.id,
      location_name: location.name,
      city: city.name,
      country: city.country,
      latitude: location.latitude,
      longitude: location.longitude,
      is_active:
        location.lastReportedAt !== null &&
        Date.parse(extractedAt) - Date.parse(location.lastReportedAt) <= ACTIVE_WITHIN_MS,
      extracted_at: extractedAt,
    }))
    .sort((a, b) => a.location_id - b.location_id);
