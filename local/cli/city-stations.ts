import type { Location } from '../../lambdas/shared/domain/air-quality-source';
import type { City } from '../../lambdas/shared/domain/city';
import { ACTIVE_DAYS, isActive } from '../../lambdas/shared/domain/location-row';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { kilometres } from '../gazetteer/box';
import type { Place } from '../gazetteer/places';
import { drawTable } from './table';

/** A station of OpenAQ as a person weighs it. */
export interface Station {
  readonly id: number;
  readonly name: string | null;
  /** Degrees, WGS84; null where OpenAQ does not tell. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Pollutants of the warehouse that it measures or has measured. */
  readonly pollutants: readonly string[];
  /** UTC; null when it never reported. */
  readonly lastReportedAt: string | null;
  readonly isActive: boolean;
  /** From the centre of the city, null where OpenAQ does not tell where it is. */
  readonly km: number | null;
}

/**
 * The locations of a box as stations, those that reported last first.
 * @param asOf when OpenAQ was asked, UTC
 */
export const toStations = (locations: readonly Location[], place: Place, asOf: string): Station[] =>
  locations
    .map((location) => {
      const { id, name, latitude, longitude, lastReportedAt, sensors } = location;
      const measured = new Set(sensors.map(({ parameter }) => parameter));
      const isPlaced = latitude !== null && longitude !== null;
      return {
        id,
        name,
        latitude,
        longitude,
        pollutants: POLLUTANT_NAMES.filter((pollutant) => measured.has(pollutant)),
        lastReportedAt,
        isActive: isActive(location, asOf),
        km: isPlaced ? Number(kilometres({ latitude, longitude }, place).toFixed(1)) : null,
      };
    })
    .sort((one, other) => (other.lastReportedAt ?? '').localeCompare(one.lastReportedAt ?? '') || one.id - other.id);

/** Stations that are listed at most. */
const MOST_LISTED = 15;

/** The stations as a table within `width`. */
export const drawStations = (stations: readonly Station[], width?: number): string => {
  const rows = stations
    .slice(0, MOST_LISTED)
    .map(({ id, name, pollutants, lastReportedAt, km }) => [
      id,
      name,
      pollutants.join(' ') || null,
      lastReportedAt?.slice(0, 16).replace('T', ' ') ?? null,
      km,
    ]);
  const table = drawTable(['OpenAQ id', 'station', 'pollutants', 'last report (UTC)', 'km'], rows, width);
  const rest = stations.length - MOST_LISTED;
  return rest > 0 ? `${table}\n${rest} more: --json lists them all` : table;
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a box catches, in a sentence: stations, those that still report, and stations by pollutant. */
export const describeCatch = (stations: readonly Station[], box: City['boundingBox'], asOf: string): string => {
  if (stations.length === 0) return `The box [${box.join(', ')}] catches no station`;
  const active = stations.filter((station) => station.isActive);
  const byPollutant = POLLUTANT_NAMES.map((pollutant) => ({
    pollutant,
    count: active.filter(({ pollutants }) => pollutants.includes(pollutant)).length,
  })).filter(({ count }) => count > 0);
  const measured =
    byPollutant.length === 0
      ? 'none of them measures a pollutant of the warehouse'
      : `${counted(byPollutant.length, 'pollutant')}: ${byPollutant.map(({ pollutant, count }) => `${pollutant} at ${count}`).join(', ')}`;
  const recent = `${active.length} reported within ${ACTIVE_DAYS} days before ${asOf.slice(0, 10)}`;
  return `The box [${box.join(', ')}] catches ${counted(stations.length, 'station')}; ${recent}; ${measured}`;
};
