import { UntranslatableSqlError } from './untranslatable';

/**
 * Redshift's names of the parts of a date, which are words and not texts:
 * https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html
 */
const NAMES: Readonly<Record<string, string>> = {
  year: 'year years y yr yrs',
  quarter: 'quarter quarters qtr qtrs',
  month: 'month months mon mons',
  week: 'week weeks w',
  day: 'day days d',
  hour: 'hour hours h hr hrs',
  minute: 'minute minutes m min mins',
  second: 'second seconds s sec secs',
  millisecond: 'millisecond milliseconds ms msec msecs msecond mseconds millisec millisecs millisecon',
  microsecond: 'microsecond microseconds microsec microsecs usecond useconds us usec usecs',
};

/** What is read of a date only. Without decade and mil, which Redshift counts otherwise than Postgres. */
const NAMES_TO_READ: Readonly<Record<string, string>> = {
  ...NAMES,
  epoch: 'epoch',
  dow: 'dayofweek dow dw weekday',
  doy: 'dayofyear doy dy yearday',
};

const partsOf = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(names).flatMap(([part, words]) => words.split(' ').map((word) => [word, part] as const)));

/** `extract` leaves seconds out of these on Redshift, not on Postgres. */
const { millisecond: _, microsecond: __, ...EXTRACTED } = NAMES_TO_READ;

const ALL = partsOf(NAMES);
const PARTS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  date_part: partsOf(NAMES_TO_READ),
  extract: partsOf(EXTRACTED),
};

/**
 * The part of a date that is named by a word, or by a text as Redshift takes it, too.
 * @throws UntranslatableSqlError when the function has no such part here
 */
export const datePartOf = (given: string, functionName: string): string => {
  const parts = PARTS[functionName] ?? ALL;
  const part = parts.get(given.replace(/^'(.*)'$/s, '$1').toLowerCase());
  if (part !== undefined) return part;
  throw new UntranslatableSqlError(
    `${functionName}(${given}, ...)`,
    `the parts here are ${[...new Set(parts.values())].join(', ')}, and Redshift's other names of them`,
  );
};
