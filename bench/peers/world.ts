import { isPollutantName, POLLUTANTS, type PollutantName } from '../../lambdas/shared/domain/pollutants';
import { HOUR_MS } from '../../lambdas/shared/domain/window';
import { toStamp } from '../../local/openaq-replay/hour-element';
import type { RecordedHour, RecordedLocation, ReplayData } from '../../local/openaq-replay/recorded-data';
import { seeded } from '../../test/support/seeded';
import { cities } from './week.json';

/** One sensor as it truly is: what a program must have stored in the end. */
export interface TrueSensor {
  readonly sensor: number;
  readonly location: number;
  readonly parameter: PollutantName;
  /** By hour from the start of the window, ug/m3; null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

/** A synthetic world: what the API says, and what is true. */
export interface World {
  readonly data: ReplayData;
  readonly truth: readonly TrueSensor[];
}

/** What a sensor reports: OpenAQ's id and unit, and every how many stations has one. */
interface Kind {
  readonly id: number;
  readonly parameter: string;
  readonly units: string;
  readonly every: number;
  /** A usual number in that unit. */
  readonly level: number;
}

/** Units as OpenAQ has them for the gases of Vietnam: by mass and by volume. The last two are no pollutants. */
const KINDS: readonly Kind[] = [
  { id: 2, parameter: 'pm25', units: 'µg/m³', every: 1, level: 40 },
  { id: 1, parameter: 'pm10', units: 'µg/m³', every: 2, level: 70 },
  { id: 5, parameter: 'no2', units: 'µg/m³', every: 2, level: 30 },
  { id: 10, parameter: 'o3', units: 'ppm', every: 3, level: 0.03 },
  { id: 9, parameter: 'so2', units: 'ppm', every: 4, level: 0.004 },
  { id: 8, parameter: 'co', units: 'ppm', every: 3, level: 0.6 },
  { id: 100, parameter: 'temperature', units: 'c', every: 2, level: 25 },
  { id: 98, parameter: 'relativehumidity', units: '%', every: 3, level: 70 },
];

/** Of ten stations one has stopped a year before. */
const RETIRED_EVERY = 10;
const YEAR_MS = 365 * 24 * HOUR_MS;
const FILL_VALUE = -999;

/** Parts per million by volume to ug/m3 at 25 C and 1 atm: one mole of gas fills 24.45 L (WHO, Air Quality Guidelines 2000). */
const PPM_TO_MICROGRAMS = 1_000 / 24.45;

const truthOf = ({ parameter, units }: Kind, value: number | null): number | null => {
  if (value === null || value === FILL_VALUE) return null;
  const { molarMass } = POLLUTANTS[parameter as PollutantName];
  return units === 'ppm' ? value * PPM_TO_MICROGRAMS * Number(molarMass) : value;
};

/** A hundredth of the hours has no value, and another hundredth a fill value. */
const numberOf = (random: () => number, level: number): number | null => {
  const kind = random();
  if (kind < 0.01) return null;
  if (kind < 0.02) return FILL_VALUE;
  return Number((level * (0.5 + random())).toPrecision(5));
};

interface Station {
  readonly location: number;
  readonly isRetired: boolean;
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly sensors: readonly (Kind & { readonly sensor: number })[];
}

const stationsOf = (city: number, stations: number): Station[] => {
  const [west = 0, south = 0, east = 0, north = 0] = cities[city]?.boundingBox ?? [];
  return Array.from({ length: stations }, (_, station) => {
    const location = (city + 1) * 100_000 + station;
    return {
      location,
      isRetired: station % RETIRED_EVERY === RETIRED_EVERY - 1,
      latitude: south + ((north - south) * (station + 1)) / (stations + 1),
      longitude: (west + east) / 2,
      sensors: KINDS.map((kind, index) => ({ ...kind, sensor: location * 10 + index })).filter(
        ({ every }) => station % every === 0,
      ),
    };
  });
};

/** As the API writes it, every field included: the SDK wants them all. */
const locationElement = (station: Station, startMs: number, endMs: number): RecordedLocation => {
  const { location, isRetired, latitude, longitude, sensors } = station;
  const element = {
    id: location,
    name: `Station ${location}`,
    locality: null,
    timezone: 'Asia/Bangkok',
    country: { id: 56, code: 'VN', name: 'Vietnam' },
    owner: { id: 4, name: 'Unknown Governmental Organization' },
    provider: { id: 67, name: 'Synthetic' },
    isMobile: false,
    isMonitor: true,
    instruments: [{ id: 2, name: 'Government Monitor' }],
    sensors: sensors.map(({ id, parameter, units, sensor }) => ({
      id: sensor,
      name: `${parameter} ${units}`,
      parameter: { id, name: parameter, units, displayName: null },
    })),
    coordinates: { latitude, longitude },
    licenses: null,
    bounds: [longitude, latitude, longitude, latitude],
    distance: null,
    datetimeFirst: toStamp(startMs - 2 * YEAR_MS),
    datetimeLast: toStamp(isRetired ? endMs - YEAR_MS : endMs),
  };
  return element;
};

/**
 * Two cities of `stations` stations each, whose hours are there for the window and no other time.
 *
 * @param startMs milliseconds since the epoch
 */
export const createWorld = (stations: number, startMs: number, hourCount: number): World => {
  const random = seeded(stations);
  const all = cities.flatMap((_, city) => stationsOf(city, stations));
  const locations = all.map((station) => locationElement(station, startMs, startMs + hourCount * HOUR_MS));
  const hours = new Map<number, RecordedHour[]>();
  const truth: TrueSensor[] = [];
  for (const { sensor, location, ...kind } of all
    .filter(({ isRetired }) => !isRetired)
    .flatMap(({ location, sensors }) => sensors.map((sensor) => ({ ...sensor, location })))) {
    const values = Array.from({ length: hourCount }, () => numberOf(random, kind.level));
    const endMs = (hour: number) => startMs + (hour + 1) * HOUR_MS;
    hours.set(
      sensor,
      values.map((value, hour) => ({ endMs: endMs(hour), value, hasFlags: false, quality: 'Valid' })),
    );
    if (!isPollutantName(kind.parameter)) continue;
    truth.push({ sensor, location, parameter: kind.parameter, values: values.map((value) => truthOf(kind, value)) });
  }
  const sensors = new Map(locations.flatMap((location) => location.sensors).map((sensor) => [sensor.id, sensor]));
  const hoursUntil: ReplayData['hoursUntil'] = (sensor, fromMs, toMs) =>
    (hours.get(sensor) ?? []).filter(({ endMs }) => endMs > fromMs && endMs <= toMs);
  return { data: { locations, sensors, hoursUntil }, truth };
};
