import type { AirQualitySource, Location, SensorHour } from '../../lambdas/shared/domain/air-quality-source';
import type { City } from '../../lambdas/shared/domain/city';
import type { Window } from '../../lambdas/shared/domain/window';

export const HANOI: City = { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] };
export const HO_CHI_MINH_CITY: City = {
  name: 'Ho Chi Minh City',
  country: 'VN',
  boundingBox: [106.35, 10.37, 107.03, 11.17],
};

/** A location that has reported since 2016 until 2025, with one PM2.5 sensor unless told otherwise. */
export const makeLocation = (overrides: Partial<Location> = {}): Location => ({
  id: 7441,
  name: 'Hanoi',
  provider: 'AirNow',
  owner: 'Unknown Governmental Organization',
  isMonitor: true,
  timeZone: 'Asia/Bangkok',
  licenses: [],
  latitude: 21.021939,
  longitude: 105.818806,
  firstReportedAt: '2016-11-09T18:00:00Z',
  lastReportedAt: '2025-04-09T15:00:00Z',
  sensors: [{ id: 21632, parameter: 'pm25', unit: 'µg/m³' }],
  ...overrides,
});

/** An hour that names neither unit nor parameter, so that it has its sensor's. */
export const makeHour = (
  periodStart: string,
  value: number | null,
  hasFlags = false,
  own: Partial<Pick<SensorHour, 'unit' | 'parameter'>> = {},
): SensorHour => ({ periodStart, value, hasFlags, unit: null, parameter: null, ...own });

/** A source in memory; `hours` by sensor id. A sensor whose entry is an error rejects with it. */
export const makeSource = (
  locations: Location[],
  hours: Readonly<Record<number, SensorHour[] | Error>>,
): AirQualitySource & { asked: number[]; windows: Window[] } => {
  const asked: number[] = [];
  const windows: Window[] = [];
  return {
    asked,
    windows,
    locations: async () => locations,
    hours: async (sensorId, window) => {
      asked.push(sensorId);
      windows.push(window);
      const found = hours[sensorId] ?? [];
      if (found instanceof Error) throw found;
      return found.filter(({ periodStart }) => periodStart >= window.start && periodStart < window.end);
    },
    get counts() {
      return { requests: 1 + asked.length, rateLimitHits: 0 };
    },
  };
};
