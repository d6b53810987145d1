import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecordedHours, type RecordedHour } from './recorded-hours';

/** A sensor's parameter, as in a location of the API. */
export interface RecordedSensor {
  readonly id: number;
  readonly parameter: { readonly id: number; readonly name: string; readonly units: string };
}

/** The fields of a recorded location that the replay filters by; all others are passed on as recorded. */
export interface RecordedLocation {
  readonly id: number;
  readonly country: { readonly code: string };
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
  readonly sensors: readonly RecordedSensor[];
}

const LOCATIONS_FILE = 'locations_iso-VN_2025-12-22.json';
const HOURS_FILES = ['hourly-pm25-us-posts.csv', 'hourly-co-hanoi.csv'];

const read = (file: string): string => readFileSync(join(__dirname, 'data', file), 'utf8');

/** Makes a value when it is first asked for, so that starting the server reads no file. */
const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** All recorded locations, by id: the API's order. */
export const recordedLocations = lazily(
  () => (JSON.parse(read(LOCATIONS_FILE)) as { results: RecordedLocation[] }).results,
);

const sensors = lazily(
  () => new Map(recordedLocations().flatMap((location) => location.sensors.map((sensor) => [sensor.id, sensor]))),
);

const hours = lazily(() => parseRecordedHours(HOURS_FILES.map(read).join('\n')));

export const recordedSensor = (id: number): RecordedSensor | undefined => sensors().get(id);

/** The recorded hours of a sensor in time order; none for most sensors. */
export const recordedHours = (sensorId: number): readonly RecordedHour[] => hours().get(sensorId) ?? [];
