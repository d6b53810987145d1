import type { AirQualitySource, SensorHour } from '../../domain/air-quality-source';
import { TerminalError } from '../../domain/errors';
import { endBoundsOf, HOUR_MS, overlapsStart, startsIn, toUtcSeconds, type Window } from '../../domain/window';
import type { Log } from '../log';
import { hoursPageSchema } from './answers';
import { createCaution } from './caution';
import { readPages } from './read-pages';
import type { Requester } from './requester';

const hoursIn = ({ start, end }: Window): number => (Date.parse(end) - Date.parse(start)) / HOUR_MS;

/** The first of the equal parts, of whole hours as the window has, into which `longest` hours divide it. */
const firstPart = (window: Window, longest: number): Window => {
  const hours = hoursIn(window);
  const partHours = Math.ceil(hours / Math.max(1, Math.ceil(hours / longest)));
  return { start: window.start, end: toUtcSeconds(Date.parse(window.start) + partHours * HOUR_MS) };
};

/**
 * The hours of the window. The API ignores a parameter that it does not know and then gives the oldest rows: better no
 * data than other data, so anything but the one hour that overlaps the start is an error.
 */
const takeInside = (hours: readonly SensorHour[], window: Window, query: string): SensorHour[] => {
  const inside = hours.filter(({ periodStart }) => startsIn(periodStart, window));
  const stranger = hours.find(
    ({ periodStart }) => !startsIn(periodStart, window) && !overlapsStart(periodStart, window),
  );
  if (stranger === undefined) return inside;
  throw new TerminalError(
    'OpenAqSchemaChangedError',
    `GET ${query} gave an hour that starts at ${stranger.periodStart}, outside the window: the API no longer filters by datetime_from and datetime_to`,
  );
};

/**
 * Remembers, over the sensors of one work item, how long a window the API still answers, in hours. A length that timed out
 * and never answered is too long for every sensor, so an API that answers no window above some length costs a handful of
 * 408s for a work item, not one for each sensor. A length that answered for another sensor may be the fault of this one or
 * of the moment: it is too long for all when it timed out for two of them. A query is thus asked in vain twice at most for
 * each halving of the window: 18 times for a month.
 */
const createWindowLengths = () => {
  let longest = Infinity;
  let longestAnswered = 0;
  /** The shortest window that timed out, by sensor. */
  const timedOut = new Map<number, number>();
  return {
    /** The longest window to ask a sensor for at first. */
    get longest(): number {
      return longest;
    },
    noteAnswer: (hours: number) => {
      longestAnswered = Math.max(longestAnswered, hours);
    },
    noteTimeout: (sensorId: number, hours: number) => {
      timedOut.set(sensorId, Math.min(hours, timedOut.get(sensorId) ?? Infinity));
      const [, forTwo = Infinity] = [...timedOut.values()].sort((one, other) => one - other);
      const tooLong = hours > longestAnswered ? hours : forTwo;
      longest = Math.min(longest, Math.max(1, Math.floor(tooLong / 2)));
    },
  };
};

/**
 * Reads hours of sensors, in windows that the API is known to answer: one that takes it too long is asked in shorter ones
 * and never again, and later sensors are asked in these from the start. Several sensors may be read at once.
 */
export const createHoursReader = (requester: Requester, pageSize: number, log?: Log): AirQualitySource['hours'] => {
  const lengths = createWindowLengths();
  const caution = createCaution();

  const noteSlow = (sensorId: number, window: Window, query: string): void => {
    const hours = hoursIn(window);
    lengths.noteTimeout(sensorId, hours);
    caution.noteTimeout();
    log?.warn('OpenAQ took too long: asking for shorter windows', { sensorId, ...window });
    if (hours > 1) return;
    throw new TerminalError(
      'OpenAqQueryTooSlowError',
      `OpenAQ answered 408 to GET ${requester.urlOf(query)}, and a window cannot be shorter than an hour: report the sensor to OpenAQ`,
    );
  };

  /** Asks for the first part of a window, of `longest` hours or what the API is known to answer: its hours, or none. */
  const askFirstPart = async (sensorId: number, rest: Window, longest: number) => {
    const part = firstPart(rest, Math.min(longest, lengths.longest));
    const { after, until } = endBoundsOf(part);
    const query = `/v3/sensors/${sensorId}/hours?datetime_from=${after}&datetime_to=${until}`;
    const hours = await readPages(requester, query, hoursPageSchema, pageSize);
    if (hours === 'tooSlow') {
      noteSlow(sensorId, part, query);
      return { part };
    }
    lengths.noteAnswer(hoursIn(part));
    // That a slow sensor answers a shorter window than the others says nothing of them.
    if (longest >= lengths.longest) caution.noteAnswer();
    return { part, hours: takeInside(hours, part, requester.urlOf(query)) };
  };

  return async (sensorId, window) => {
    const read: SensorHour[] = [];
    let longest = Infinity;
    for (let rest = window; rest.start < rest.end; ) {
      const { part, hours } = await caution.run(() => askFirstPart(sensorId, rest, longest));
      if (hours === undefined) {
        longest = Math.floor(hoursIn(part) / 2);
        continue;
      }
      read.push(...hours);
      rest = { start: part.end, end: window.end };
    }
    return read;
  };
};
