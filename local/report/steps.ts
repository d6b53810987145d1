import { DAY_MS, HOUR_MS, type Window } from '../../lambdas/shared/domain/window';
import type { Day, ReportFacts } from './facts';

/** Times that follow each other, so that one of which nothing is known is a gap and no line crosses it. */

/** Every date from one to another, both included. */
const datesBetween = (first: string, last: string): string[] =>
  Array.from({ length: Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );

/** Every date, month or year from one to another, each as its first signs of a date: 10, 7 or 4. */
export const periodsBetween = (first: string, last: string): string[] => [
  ...new Set(datesBetween(first.padEnd(10, '-01'), last.padEnd(10, '-01')).map((date) => date.slice(0, first.length))),
];

/** The last UTC date of a window. */
export const lastDateOf = ({ end }: Window): string => new Date(Date.parse(end) - DAY_MS).toISOString().slice(0, 10);

/** Every day of a city from the first to the last of a window, and what is known of it. */
export const daysOfCity = (
  days: readonly Day[],
  window: Window,
  city: string,
  pollutant: string,
): { readonly date: string; readonly day: Day | undefined }[] => {
  const first = window.start.slice(0, 10);
  const known = new Map(
    days
      .filter((day) => day.city === city && day.pollutant === pollutant && day.date >= first)
      .map((day) => [day.date, day]),
  );
  // A local day begins or ends outside of a window of UTC days.
  const last = [lastDateOf(window), ...known.keys()].sort().at(-1) as string;
  return datesBetween(first, last).map((date) => ({ date, day: known.get(date) }));
};

/** The steps of the lines, in milliseconds since the epoch: every hour, day or month of the window. */
export const stepsOf = ({ window, extent }: ReportFacts): number[] => {
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  if (extent.step === 'month') {
    const first = new Date(start);
    const steps: number[] = [];
    for (let month = 0; (steps.at(-1) ?? 0) < end; month += 1) {
      steps.push(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1));
    }
    return steps.filter((at) => at < end);
  }
  const length = extent.step === 'hour' ? HOUR_MS : DAY_MS;
  return Array.from({ length: (end - start) / length }, (_, index) => start + index * length);
};
