import { z } from 'zod';
import { dayCount, isCalendarDate, windowOfDates } from '../domain/window';

/** What a run input is checked against, besides its form. */
export interface RunInputLimits {
  readonly cityNames: readonly string[];
  /** UTC date (`YYYY-MM-DD`) after which nothing can have been measured. */
  readonly today: string;
  readonly maxBackfillDays: number;
}

const calendarDate = z
  .string()
  .refine(isCalendarDate, { message: 'expected a date that exists, as YYYY-MM-DD, such as 2024-01-15' });

/**
 * What may start a run. `{}` or the schedule's `scheduledTime` is the daily run; a person may give dates (UTC, both
 * included), cities, or a lookback. Anything else is refused, every mistake at once.
 */
export const makeRunInputSchema = ({ cityNames, today, maxBackfillDays }: RunInputLimits) =>
  z
    .strictObject({
      from: calendarDate.optional(),
      to: calendarDate.optional(),
      cities: z
        .array(
          z.string().refine((name) => cityNames.includes(name), {
            message: `is not a configured city: expected some of ${cityNames.join(', ')}`,
          }),
        )
        .nonempty({ message: 'expected at least one city; leave it out for all' })
        .optional(),
      lookbackHours: z
        .int()
        .min(1)
        .max(maxBackfillDays * 24)
        .optional(),
      scheduledTime: z.iso
        .datetime({ offset: true, message: 'expected an instant such as 2024-01-15T19:00:00Z' })
        .optional(),
    })
    .superRefine(({ from, to, lookbackHours }, context) => {
      const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
      if (lookbackHours !== undefined && (from !== undefined || to !== undefined)) {
        refuse('lookbackHours', 'excludes from and to: give one or the other');
      }
      if ((from === undefined) !== (to === undefined)) {
        refuse(from === undefined ? 'from' : 'to', 'is missing: from and to are given together');
      }
      if (from === undefined || to === undefined || !isCalendarDate(from) || !isCalendarDate(to)) return;
      if (from > to) return refuse('from', `is after to (${to}): expected from <= to`);
      if (to > today) refuse('to', `is in the future: expected at most today, ${today} (UTC)`);
      const days = dayCount(windowOfDates(from, to));
      if (days > maxBackfillDays) {
        refuse(
          'to',
          `makes ${days} days: expected at most ${maxBackfillDays} in one run; give shorter ranges one by one`,
        );
      }
    });

export type RunInput = z.infer<ReturnType<typeof makeRunInputSchema>>;
