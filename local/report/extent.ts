import type { City } from '../../lambdas/shared/domain/city';
import { DAY_MS, dayCount, toUtcSeconds, type Window } from '../../lambdas/shared/domain/window';

/**
 * A report must stay readable and below 1.5 MB, however many cities, stations and years it is of. What is drawn of them
 * is decided here alone, and each chart says what it leaves out.
 */

/** More lines than these cannot be told apart; the style sheet has as many colours. */
const MOST_CITIES = 6;

/** Cities of which there is one chart each, where their days are many. */
const FEWEST_CITIES = 2;

/** Points of the lines of a pollutant: about 12 bytes each, twice, for a desk and a phone. */
const MOST_POINTS = 1_500;

/** Beyond these a line of hours is a blur, and one of days too. */
const MOST_DAYS_OF_HOURS = 62;
const MOST_DAYS_OF_DAYS = 800;

/** Cells of a kind of chart over all cities: about 170 bytes each. */
const MOST_CELLS = 1_600;

/** The days of a calendar: a year, and some to compare. */
const MOST_CALENDAR_DAYS = 400;

/** What a report draws. */
export interface Extent {
  /** The cities with most rows, in the order of the configuration. */
  readonly cities: readonly City[];
  /** What a point of a line stands for. */
  readonly step: 'hour' | 'day' | 'month';
  /** The days of the calendars, those of the end of the window, and their cities. */
  readonly calendar: { readonly cities: readonly City[]; readonly window: Window };
  /** What a row stands for where the columns are the hours of a day, and the cities of these charts. */
  readonly profile: { readonly cities: readonly City[]; readonly row: 'day' | 'month' | 'year' };
}

const ROW_DAYS = { day: 1, month: 28, year: 365 } as const;

/** Signs of a date that name a row. */
export const ROW_LENGTHS = { day: 10, month: 7, year: 4 } as const;

const stepOf = (cities: number, days: number): Extent['step'] => {
  if (days <= MOST_DAYS_OF_HOURS && cities * days * 24 <= MOST_POINTS) return 'hour';
  return days <= MOST_DAYS_OF_DAYS && cities * days <= MOST_POINTS ? 'day' : 'month';
};

/** @param byRows names of cities, those with most rows first; a city without any may lack */
export const extentOf = (all: readonly City[], window: Window, byRows: readonly string[]): Extent => {
  const rank = ({ name }: City): number => (byRows.includes(name) ? byRows.indexOf(name) : byRows.length);
  const ranked = [...all].sort((one, other) => rank(one) - rank(other));
  const first = (count: number): City[] => {
    const chosen = ranked.slice(0, Math.min(MOST_CITIES, Math.max(FEWEST_CITIES, count)));
    return all.filter((city) => chosen.includes(city));
  };
  const days = dayCount(window);
  const cities = first(MOST_CITIES);
  const calendarDays = Math.min(days, MOST_CALENDAR_DAYS);
  const row =
    (['day', 'month'] as const).find(
      (unit) => (days / ROW_DAYS[unit]) * 24 * Math.min(FEWEST_CITIES, cities.length) <= MOST_CELLS,
    ) ?? 'year';
  return {
    cities,
    step: stepOf(cities.length, days),
    calendar: {
      cities: first(Math.floor(MOST_CELLS / calendarDays)),
      window: { start: toUtcSeconds(Date.parse(window.end) - calendarDays * DAY_MS), end: window.end },
    },
    profile: { cities: first(Math.floor(MOST_CELLS / ((days / ROW_DAYS[row]) * 24))), row },
  };
};

/** What is said where fewer cities are drawn than there are; an empty text where all are. */
export const leftOut = (drawn: readonly City[], all: readonly City[]): string =>
  drawn.length === all.length
    ? ''
    : `The ${drawn.length} of ${all.length} cities with most rows; openaq report --city draws others.`;

/** What is said where the calendars have fewer days or cities than the window and the report. */
export const leftOutOfCalendars = ({ calendar }: Extent, all: readonly City[], window: Window): string => {
  const [drawn, days] = [dayCount(calendar.window), dayCount(window)];
  const sentences = [
    drawn === days
      ? ''
      : `The last ${drawn} of ${days.toLocaleString('en')} days; openaq report --from --to draws others.`,
    leftOut(calendar.cities, all),
  ];
  return sentences.join(' ').trim();
};
