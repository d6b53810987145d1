import * as z from 'zod';

/** A half-open interval of UTC time, `[start, end)`, in the form `YYYY-MM-DDTHH:mm:ssZ`. */
export interface Window {
  readonly start: string;
  readonly end: string;
}

const wholeUtcDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T00:00:00Z$/, 'expected a whole UTC day, such as 2024-01-15T00:00:00Z');

/** A half-open window of whole UTC days. */
export const windowSchema = z.object({ start: wholeUtcDay, end: wholeUtcDay }).refine(({ start, end }) => start < end, {
  message: 'expected start < end',
});

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Formats milliseconds since the epoch as `YYYY-MM-DDTHH:mm:ssZ`, the one form of an instant in keys, SQL and tests. */
export const toUtcSeconds = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

/** Whether a text is `YYYY-MM-DD` of a day that exists: its instant is written as it is (that of 2019-02-29 is March's). */
export const isCalendarDate = (text: string | undefined): text is string => {
  const instant = `${text}T00:00:00Z`;
  const epochMs = Date.parse(instant);
  return !Number.isNaN(epochMs) && toUtcSeconds(epochMs) === instant;
};

/**
 * The first day that OpenAQ has data of: no country's first measurement is older (src/data/countries.json of
 * openaq/docs.openaq.org at 261b644: China, Israel and Argentina begin on 2016-01-01).
 */
export const FIRST_DATE_WITH_DATA = '2016-01-01';

/** The window that covers the UTC dates `from` to `to`, both included. */
export const windowOfDates = (from: string, to: string): Window => ({
  start: `${from}T00:00:00Z`,
  end: toUtcSeconds(Date.parse(`${to}T00:00:00Z`) + DAY_MS),
});

/**
 * The `lookbackHours` before `instant`, aligned outward to whole UTC days. The day of `instant` is in it although it is
 * not over: the next day's run takes it again, whole.
 */
export const windowOfLookback = (instant: string, lookbackHours: number): Window => {
  const end = Date.parse(instant);
  const start = Math.floor((end - lookbackHours * HOUR_MS) / DAY_MS) * DAY_MS;
  return { start: toUtcSeconds(start), end: toUtcSeconds(Math.ceil(end / DAY_MS) * DAY_MS) };
};

/**
 * Bounds of period ENDs, `after` < end <= `until` as in the API, within which every hour that STARTS in the window ends, in
 * any zone of the world.
 *
 * OpenAQ's hours are hours of the location's own clock (openaq-db tables/hourly_data_rollups.sql: "this will make sure
 * weird offsets are kept"): in Delhi they start at :30 UTC, in Kathmandu at :15. The last of a window may so end up to
 * 59:59 after it. On whole hours these bounds hold exactly the hours of the window; in other zones one hour more, which
 * starts before it.
 */
export const endBoundsOf = ({ start, end }: Window) => ({
  after: start,
  until: toUtcSeconds(Date.parse(end) + HOUR_MS - 1_000),
});

/** Whether an hour belongs to the window: by its START, so that adjacent windows tile in every zone. */
export const startsIn = (periodStart: string, { start, end }: Window): boolean =>
  periodStart >= start && periodStart < end;

/** Whether an hour starts before the window and ends inside it: what `endBoundsOf` takes in beside the window's hours. */
export const overlapsStart = (periodStart: string, { start }: Window): boolean =>
  periodStart < start && Date.parse(periodStart) > Date.parse(start) - HOUR_MS;

/** The dates of a day-aligned window in words; its end, which the second one names, is not in it. */
export const rangeOf = ({ start, end }: Window): string => `${start.slice(0, 10)} to ${end.slice(0, 10)}`;

/** The number of UTC days in a day-aligned window. */
export const dayCount = (window: Window): number => (Date.parse(window.end) - Date.parse(window.start)) / DAY_MS;

/** The UTC dates (`YYYY-MM-DD`) of a day-aligned window, in order. */
export const datesOf = (window: Window): string[] =>
  Array.from({ length: dayCount(window) }, (_, day) =>
    toUtcSeconds(Date.parse(window.start) + day * DAY_MS).slice(0, 10),
  );

/** Longest window of one work item, in days: a month. An hourly series of it fits on one page of the API (744 of 1,000). */
const DAYS_PER_ITEM = 31;

/**
 * The windows of a city's work items: the window itself when a month holds it, wherever its ends are in the calendar, else
 * its months. A daily run on the first of a month is thus one work item, as on any other day.
 */
export const splitIntoItems = (window: Window): Window[] =>
  dayCount(window) <= DAYS_PER_ITEM ? [window] : splitByMonth(window);

/**
 * The first part of a window that has at most so many days: up to the last first of a month among them, where there is one,
 * so that the parts of a long window are made of whole months.
 */
export const firstPartOf = ({ start, end }: Window, days: number): Window => {
  const latest = toUtcSeconds(Date.parse(start) + days * DAY_MS);
  if (end <= latest) return { start, end };
  const month = `${latest.slice(0, 7)}-01T00:00:00Z`;
  return { start, end: month > start ? month : latest };
};

/** The most work items of one city that a window of so many days makes, whatever day it begins on. */
export const itemsAtMost = (days: number): number => {
  // Month lengths repeat every four years, and a range that begins on the last day of a month touches most months.
  const counts = Array.from({ length: 48 }, (_, month) => {
    const start = Date.UTC(2021, month, 0);
    return splitIntoItems({ start: toUtcSeconds(start), end: toUtcSeconds(start + days * DAY_MS) }).length;
  });
  return Math.max(...counts);
};

/** Splits a window at the first of each UTC month: the parts cover it once, in order, and none exceeds a month. */
export const splitByMonth = (window: Window): Window[] => {
  const parts: Window[] = [];
  let start = window.start;
  while (start < window.end) {
    const at = new Date(start);
    const nextMonth = toUtcSeconds(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
    // Stryker disable next-line EqualityOperator: of two equal texts either is the end
    const end = nextMonth < window.end ? nextMonth : window.end;
    parts.push({ start, end });
    start = end;
  }
  return parts;
};
