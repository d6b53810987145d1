import type { AirQualitySource, SensorHour } from '../../domain/air-quality-source';
import { toUtcSeconds, type Window } from '../../domain/window';
import { OpenAqQueryTooSlowError, OpenAqSchemaChangedError } from '../../errors/openaq-errors';
import { hourSchema } from '../../schemas/openaq';
import type { Log } from '../log';
import { readPages } from './read-pages';
import type { Requester } from './requester';

const HOUR_MS = 3_600_000;

/** Queries of one client that may time out in all: repeated 408s can get a key suspended. */
const MAX_SLOW_QUERIES = 20;

/** The two halves of a window, cut at a full hour after its start; undefined for an hour or less. */
const halve = ({ start, end }: Window): [Window, Window] | undefined => {
  const hours = Math.ceil((Date.parse(end) - Date.parse(start)) / HOUR_MS);
  if (hours <= 1) return undefined;
  const middle = toUtcSeconds(Date.parse(start) + Math.floor(hours / 2) * HOUR_MS);
  return [
    { start, end: middle },
    { start: middle, end },
  ];
};

/** The API ignores a parameter that it does not know and then gives the oldest rows: better no data than other data. */
const checkInside = (hours: readonly SensorHour[], { start, end }: Window, query: string): void => {
  const outside = hours.find(({ periodStart }) => periodStart < start || periodStart >= end);
  if (!outside) return;
  throw new OpenAqSchemaChangedError(
    `GET ${query} gave an hour that starts at ${outside.periodStart}, outside the window: the API no longer filters by datetime_from and datetime_to`,
  );
};

/** Reads hours of sensors; a window that takes the API too long is halved until it does not, and never asked again. */
export const createHoursReader = (requester: Requester, pageSize: number, log?: Log): AirQualitySource['hours'] => {
  let slowQueries = 0;

  const read = async (sensorId: number, window: Window): Promise<SensorHour[]> => {
    // The API compares the period's END: from < end <= to. For hours that is start >= from and start < to: the window.
    const query = `/v3/sensors/${sensorId}/hours?datetime_from=${window.start}&datetime_to=${window.end}`;
    const hours = await readPages(requester, query, hourSchema, pageSize);
    if (hours !== 'tooSlow') {
      checkInside(hours, window, requester.urlOf(query));
      return hours;
    }

    slowQueries += 1;
    const halves = halve(window);
    if (!halves || slowQueries >= MAX_SLOW_QUERIES) {
      const remedy = halves
        ? `and so did ${slowQueries} queries of this work item: stop before the key is suspended, and try later with fewer days`
        : 'and a window cannot be shorter than an hour: report the sensor to OpenAQ';
      throw new OpenAqQueryTooSlowError(`OpenAQ answered 408 to GET ${requester.urlOf(query)}, ${remedy}`);
    }
    log?.warn('OpenAQ took too long: halving the window', { sensorId, ...window, slowQueries });
    const [earlier, later] = halves;
    return [...(await read(sensorId, earlier)), ...(await read(sensorId, later))];
  };

  return read;
};
