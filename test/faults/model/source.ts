import type { AirQualitySource } from '../../../lambdas/shared/domain/air-quality-source';
import type { City } from '../../../lambdas/shared/domain/city';
import { HANOI, HO_CHI_MINH_CITY, makeHour, makeLocation, makeSource } from '../../support/air-quality';

export const CITIES: readonly City[] = [HANOI, HO_CHI_MINH_CITY];

/** Two stations in one city, one in the other. */
const STATIONS = [
  { id: 1, city: 'Hanoi', latitude: 21, longitude: 105.8 },
  { id: 2, city: 'Hanoi', latitude: 20.9, longitude: 105.7 },
  { id: 3, city: 'Ho Chi Minh City', latitude: 10.8, longitude: 106.7 },
] as const;

export const STATION_IDS = STATIONS.map(({ id }) => id);

/** The first and the last hour of a day, and one in between. */
const HOURS = ['00:00:00', '13:00:00', '23:00:00'];
export const DATES = ['2024-01-15', '2024-01-16', '2024-01-17'];

/** Every hour that can be reported, as `<station> <date> <time>`. */
export const REPORTABLE = STATION_IDS.flatMap((id) =>
  DATES.flatMap((date) => HOURS.map((hour) => `${id} ${date} ${hour}`)),
);

/** What OpenAQ would answer now. Tests change it between the steps of runs. */
export interface World {
  /** PM2.5 by `<station> <date> <time>`, the START of the hour in UTC; null where OpenAQ has the hour and no value for it. */
  readonly hours: Map<string, number | null>;
  /** Stations that OpenAQ lists. */
  readonly listed: Set<number>;
}

/** The stations of a city that OpenAQ lists now. */
export const listedIn = ({ listed }: World, city: string): number[] =>
  STATIONS.filter((station) => station.city === city && listed.has(station.id)).map(({ id }) => id);

const instantOf = (hour: string): string => `${hour.split(' ').slice(1).join('T')}Z`;

/** OpenAQ as it is now: later changes of the world are not seen. */
export const openAqOf = (world: World): AirQualitySource => {
  const stations = STATIONS.filter(({ id }) => world.listed.has(id));
  const hoursOf = (id: number) =>
    [...world.hours]
      .filter(([hour]) => hour.startsWith(`${id} `))
      .map(([hour, value]) => makeHour(instantOf(hour), value))
      .sort((one, other) => (one.periodStart < other.periodStart ? -1 : 1));
  const source = makeSource([], Object.fromEntries(stations.map(({ id }) => [id * 10, hoursOf(id)])));
  return Object.assign(source, {
    locations: async ([west, south, east, north]: City['boundingBox']) =>
      stations
        .filter(({ latitude: y, longitude: x }) => west <= x && x <= east && south <= y && y <= north)
        .map(({ id, latitude, longitude }) =>
          makeLocation({ id, latitude, longitude, sensors: [{ id: id * 10, parameter: 'pm25', unit: 'µg/m³' }] }),
        ),
  });
};
