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
  readonly id: number;
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

/** A line of `sensors_id,period_end_utc,value,quality`. */
export const toRecordedHour = (line: string): RecordedHour => {
  const [, periodEnd = '', valueText = '', quality = ''] = line.trim().split(',');
  const value = valueText === '' ? null : Number(valueText);
  const hasFlags = quality !== 'Valid' && value !== null && value !== FILL_VALUE;
  return { endMs: Date.parse(periodEnd), value, hasFlags, quality };
};

/** The lines by sensor, in time order for each; headings are not among them. */
export const linesBySensor = (csv: string): Map<number, string[]> => {
  const linesOfSensors = new Map<string, string[]>();
  for (const line of csv.split('\n')) {
    const sensor = line.slice(0, Math.max(0, line.indexOf(',')));
    const lines = linesOfSensors.get(sensor);
    if (lines) lines.push(line);
    else linesOfSensors.set(sensor, [line]);
  }
  return new Map([...linesOfSensors].flatMap(([id, lines]) => (/^\d+$/.test(id) ? [[Number(id), lines]] : [])));
};

/** The instant of a line as its text has it, which sorts by time. */
const endIn = (line: string): string => {
  const at = line.indexOf(',') + 1;
  return line.slice(at, line.indexOf(',', at));
};

/** The last whole second until then, as a line would have it. */
const asEnd = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+/, '');

/** When the locations were recorded, UTC: the date in the name of their file. */
export const RECORDED_AT = '2025-12-22T00:00:00Z';

const read = (file: string): string => readFileSync(join(__dirname, 'data', file), 'utf8');

/** What a replay answers from. */
export interface ReplayData {
  /** In the order of their ids, as in the API. */
  readonly locations: readonly RecordedLocation[];
  readonly sensors: ReadonlyMap<number, RecordedSensor>;
  /** Hours of a sensor that end after `fromMs` and no later than `toMs`, milliseconds since the epoch, in time order. */
  readonly hoursUntil: (sensorId: number, fromMs: number, toMs: number) => readonly RecordedHour[];
}

const readAll = () => {
  const { results } = JSON.parse(read('locations_iso-VN_2025-12-22.json')) as { results: RecordedLocation[] };
  // By sensor; most sensors have none. A week of these years is read, so a line is parsed when it is asked for.
  const lines = linesBySensor(['hourly-pm25-us-posts.csv', 'hourly-co-hanoi.csv'].map(read).join('\n'));
  const hoursUntil: ReplayData['hoursUntil'] = (sensorId, fromMs, toMs) => {
    const [after, until] = [asEnd(fromMs), asEnd(toMs)];
    const isAsked = (end: string): boolean => end > after && end <= until;
    return (lines.get(sensorId) ?? []).filter((line) => isAsked(endIn(line))).map(toRecordedHour);
  };
  const sensors = new Map(results.flatMap((location) => location.sensors).map((sensor) => [sensor.id, sensor]));
  return { locations: results, sensors, lines, hoursUntil };
};

let recording: ReturnType<typeof readAll> | undefined;

/** Everything recorded, read when it is first asked for: a run against the live API reads none of it. */
export const recordedData = (): ReturnType<typeof readAll> => {
  recording ??= readAll();
  return recording;
};

/** The recorded hours of a sensor, in time order. */
export const hoursOf = (sensorId: number): RecordedHour[] =>
  (recordedData().lines.get(sensorId) ?? []).map(toRecordedHour);

/** The locations in a box: those of the recording, if no others are given. */
export const locationsIn = (
  [west, south, east, north]: City['boundingBox'],
  { locations }: Pick<ReplayData, 'locations'> = recordedData(),
): RecordedLocation[] =>
  locations.filter(
    ({ coordinates: { latitude, longitude } }) =>
      longitude >= west && longitude <= east && latitude >= south && latitude <= north,
  );
