import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from '../../lambdas/shared/domain/city';

/** A sensor's parameter, as in a location of the API. */
export interface RecordedSensor {
  readonly id: number;
  readonly parameter: { readonly id: number; readonly name: string; readonly units: string };
}

/** The fields of a recorded location that the replay looks at; all others are passed on as recorded. */
export interface RecordedLocation {
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
  readonly sensors: readonly RecordedSensor[];
}

/** One recorded hour of a sensor. */
export interface RecordedHour {
  /** END of the hour, milliseconds since the epoch. */
  readonly endMs: number;
  /** As published: -999 and negative values stay; null where nothing was written. */
  readonly value: number | null;
  /** Whether the publisher doubts the number. A fill value is no doubtful number: OpenAQ keeps it without a flag. */
  readonly hasFlags: boolean;
  /** The publisher's word for it, such as `Invalid` or `Missing`. */
  readonly quality: string;
}

const FILL_VALUE = -999;

/** Reads lines of `sensors_id,period_end_utc,value,quality`, in time order for each sensor; other lines are headings. */
export const parseRecordedHours = (csv: string): Map<number, RecordedHour[]> => {
  const hoursOfSensors = new Map<number, RecordedHour[]>();
  for (const line of csv.split('\n')) {
    const [sensorId = '', periodEnd = '', valueText = '', quality = ''] = line.trim().split(',');
    if (!/^\d+$/.test(sensorId)) continue;
    const value = valueText === '' ? null : Number(valueText);
    const hasFlags = quality !== 'Valid' && value !== null && value !== FILL_VALUE;
    const hour = { endMs: Date.parse(periodEnd), value, hasFlags, quality };
    const hours = hoursOfSensors.get(Number(sensorId));
    if (hours) hours.push(hour);
    else hoursOfSensors.set(Number(sensorId), [hour]);
  }
  return hoursOfSensors;
};

/** When the locations were recorded, UTC: the date in the name of their file. */
export const RECORDED_AT = '2025-12-22T00:00:00Z';

const read = (file: string): string => readFileSync(join(__dirname, 'data', file), 'utf8');

/** What a replay answers from. */
export interface ReplayData {
  /** In the order of their ids, as in the API. */
  readonly locations: readonly RecordedLocation[];
  readonly sensors: ReadonlyMap<number, RecordedSensor>;
  /** In time order by sensor; a sensor may have none. */
  readonly hours: ReadonlyMap<number, readonly RecordedHour[]>;
}

const readAll = (): ReplayData => {
  const { results } = JSON.parse(read('locations_iso-VN_2025-12-22.json')) as { results: RecordedLocation[] };
  return {
    locations: results,
    sensors: new Map(results.flatMap(({ sensors }) => sensors).map((sensor) => [sensor.id, sensor])),
    hours: parseRecordedHours(['hourly-pm25-us-posts.csv', 'hourly-co-hanoi.csv'].map(read).join('\n')),
  };
};

let recording: ReplayData | undefined;

/** Everything recorded, read when it is first asked for: a run against the live API reads none of it. */
export const recordedData = (): ReplayData => {
  recording ??= readAll();
  return recording;
};

/** The locations in a box: those of the recording, if no others are given. */
export const locationsIn = (
  [west, south, east, north]: City['boundingBox'],
  { locations } = recordedData(),
): RecordedLocation[] =>
  locations.filter(
    ({ coordinates: { latitude, longitude } }) =>
      longitude >= west && longitude <= east && latitude >= south && latitude <= north,
  );
