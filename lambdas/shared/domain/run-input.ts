import * as z from 'zod';
import { ARCHIVE_DELAY_DAYS, runSourceSchema } from './run-source';
import { DAY_MS, FIRST_DATE_WITH_DATA, HOUR_MS, isCalendarDate } from './window';

/** What a run input is checked against, besides its form. */
interface RunInputLimits {
  readonly cityNames: readonly string[];
  /** UTC date (`YYYY-MM-DD`) after which nothing can have been measured. */
  readonly today: string;
  /** Longest lookback; a range of dates may be longer. */
  readonly maxBackfillDays: number;
}

const calendarDate = z
  .string()
  .refine(isCalendarDate, { message: 'expected a date that exists, as YYYY-MM-DD, such as 2024-01-15' });

/** Names shown in a message; a configuration may have hundreds. */
const SHOWN_NAMES = 10;

const listOf = (names: readonly string[]): string =>
  names.length <= SHOWN_NAMES
    ? names.join(', ')
    : `${names.slice(0, SHOWN_NAMES).join(', ')} and ${names.length - SHOWN_NAMES} more`;

/** What is wrong with a name: `hanoi` is answered with Hanoi, and the configured names are listed once, for the first one. */
const notConfigured = (name: string, isFirst: boolean, names: readonly string[]): string => {
  const meant = names.find((known) => known.toLowerCase() === name.trim().toLowerCase());
  const hint = isFirst ? `: expected some of ${listOf(names)}` : '';
  return `is not a configured city${meant === undefined ? hint : `: did you mean "${meant}"?`}`;
};

/** Why not both: the archive's job reads a month as fast as a day, and no limit of requests is spared. */
export const ONLY_MISSING_OF_ARCHIVE = 'is for the API, which has a limit of requests: leave it out, or take the API';

const FIRST_MS = Date.parse(`${FIRST_DATE_WITH_DATA}T00:00:00Z`);

const BEFORE_DATA = `before OpenAQ has data: the first year with data is ${FIRST_DATE_WITH_DATA.slice(0, 4)}`;

/** Looked at as a whole before its elements are: a list of ten thousand names is one mistake. */
const citiesSchema = (cityNames: readonly string[]) =>
  z
    .array(z.unknown())
    .min(1, { message: 'expected at least one city; leave it out for all' })
    .max(cityNames.length, { message: `expected at most the ${cityNames.length} configured cities, each once` })
    .pipe(
      z.array(z.string()).superRefine((names, context) => {
        const firstUnknown = names.findIndex((name) => !cityNames.includes(name));
        names.forEach((name, index) => {
          // Stryker disable next-line StringLiteral: nobody reads the code
          const refuse = (message: string) => context.addIssue({ code: 'custom', path: [index], message });
          if (!cityNames.includes(name)) refuse(notConfigured(name, index === firstUnknown, cityNames));
          else if (names.indexOf(name) < index) refuse('is listed twice: expected each city once');
        });
      }),
    );

/**
 * What may start a run. `{}` or the schedule's `scheduledTime` is the daily run; a person may give dates (UTC, both
 * included), cities, or a lookback, and that only days are asked for that have no object yet. `partOf` is what a run of a
 * long backfill gives the next: the name of the first. Anything else is refused, every mistake at once.
 */
export const makeRunInputSchema = ({ cityNames, today, maxBackfillDays }: RunInputLimits) =>
  z
    .strictObject({
      from: calendarDate.optional(),
      to: calendarDate.optional(),
      cities: citiesSchema(cityNames).optional(),
      lookbackHours: z
        .int()
        .min(1)
        .max(maxBackfillDays * 24)
        .optional(),
      source: runSourceSchema.optional(),
      onlyMissing: z.boolean().optional(),
      partOf: z.string().min(1).max(80).optional(),
      scheduledTime: z.iso
        .datetime({ offset: true, message: 'expected an instant such as 2024-01-15T19:00:00Z' })
        .optional(),
    })
    .superRefine(({ from, to, lookbackHours, source, onlyMissing, scheduledTime }, context) => {
      // Stryker disable next-line StringLiteral: nobody reads the code
      const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
      if (lookbackHours !== undefined && (from !== undefined || to !== undefined)) {
        refuse('lookbackHours', 'excludes from and to: give one or the other');
      }
      if ((from === undefined) !== (to === undefined)) {
        refuse(from === undefined ? 'from' : 'to', 'is missing: from and to are given together');
      }
      if (source === 'archive' && from === undefined && to === undefined) {
        refuse('source', 'is archive, which lacks the newest days: expected from and to beside it');
      }
      if (source === 'archive' && onlyMissing) refuse('onlyMissing', ONLY_MISSING_OF_ARCHIVE);
      const planned = Date.parse(scheduledTime ?? `${today}T00:00:00Z`);
      if (planned < FIRST_MS) refuse('scheduledTime', `is ${BEFORE_DATA}`);
      else if (planned >= Date.parse(`${today}T00:00:00Z`) + DAY_MS) {
        refuse('scheduledTime', `is in the future: expected at most today, ${today} (UTC)`);
      } else if (planned - (lookbackHours ?? 0) * HOUR_MS < FIRST_MS) {
        refuse('lookbackHours', `reaches back to ${BEFORE_DATA}`);
      }
      if (!isCalendarDate(from) || !isCalendarDate(to)) return;
      if (from < FIRST_DATE_WITH_DATA) return refuse('from', `is ${BEFORE_DATA}`);
      if (from > to) return refuse('from', `is after to (${to}): expected from <= to`);
      if (to > today) refuse('to', `is in the future: expected at most today, ${today} (UTC)`);
      const newest = new Date(Date.parse(today) - (ARCHIVE_DELAY_DAYS + 1) * DAY_MS).toISOString().slice(0, 10);
      if (source === 'archive' && to > newest) {
        const reason = `is later than the archive has, which is ${ARCHIVE_DELAY_DAYS} days behind`;
        refuse('to', `${reason}: expected at most ${newest}; take later days from the API`);
      }
    });

export type RunInput = z.infer<ReturnType<typeof makeRunInputSchema>>;
