import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HOUR_MS, type Window } from '../../lambdas/shared/domain/window';
import { writeWhole } from '../folder/write-whole';
import { toStamp } from './hour-element';
import { hoursOf, type RecordedHour, type RecordedSensor, recordedData } from './recorded-data';

/** The columns of the archive's files (docs.openaq.org aws/about.mdx has other names; its own example file has these). */
const HEADER = 'location_id,sensors_id,location,datetime,lat,lon,parameter,units,value';

/** Python's `str` of a number, as the archive has it: 71.0. */
const toNumber = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

type Station = ReturnType<typeof recordedData>['locations'][number];

/** A line as the archive writes it, in the way of 2023: quotes only where they are needed, and here they are not. */
const toLine = (
  { id, coordinates: { latitude, longitude } }: Station,
  { id: sensorId, parameter }: RecordedSensor,
  { endMs, value }: RecordedHour & { value: number },
): string =>
  [
    id,
    sensorId,
    `${id}-${id}`,
    toStamp(endMs).local,
    latitude,
    longitude,
    parameter.name,
    parameter.units,
    toNumber(value),
  ].join();

const keyOf = (locationId: number, localDate: string): string => {
  const [year, month, day] = localDate.split('-');
  return `records/csv.gz/locationid=${locationId}/year=${year}/month=${month}/location-${locationId}-${year}${month}${day}.csv.gz`;
};

/** The local date of the file that an hour stands in: that of its period, whose END is at most midnight of the next. */
const localDateOf = (endMs: number): string => toStamp(endMs - 1_000).local.slice(0, 10);

const hasValue = (hour: RecordedHour): hour is RecordedHour & { value: number } => hour.value !== null;

/**
 * Writes files as they would lie in `openaq-data-archive` had the recorded hours gone through it: a file for each station and
 * local date with an hour, none for a day without, no line for an hour without a value, and no word about flags.
 *
 * @param window the hours that are wanted, UTC; whole local dates are written
 * @returns the number of files
 */
export const writeArchiveMirror = (directory: string, { start, end }: Window): number => {
  const { locations } = recordedData();
  const [first, last] = [localDateOf(Date.parse(start) + HOUR_MS), localDateOf(Date.parse(end))];
  const files = new Map<string, string[]>();
  for (const station of locations) {
    for (const sensor of station.sensors) {
      for (const hour of hoursOf(sensor.id).filter(hasValue)) {
        const date = localDateOf(hour.endMs);
        if (date < first || date > last) continue;
        const key = keyOf(station.id, date);
        files.set(key, [...(files.get(key) ?? [HEADER]), toLine(station, sensor, hour)]);
      }
    }
  }
  for (const [key, lines] of files) writeWhole(join(directory, key), gzipSync(`${lines.join('\r\n')}\r\n`));
  return files.size;
};
