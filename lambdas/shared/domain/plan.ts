import type { City } from '../schemas/city';
import type { RunInput } from '../schemas/run-input';
import type { WorkItem } from '../schemas/work-item';
import { splitByMonth, type Window, windowOfDates, windowOfLookback } from './window';

/** What a run is planned from, besides its input. */
export interface PlanSettings {
  readonly cities: readonly City[];
  readonly lookbackHours: number;
  /** Work items that run at the same time. */
  readonly extractConcurrency: number;
  /** OpenAQ's hourly limit for one key, shared by all work items. */
  readonly requestsPerHour: number;
}

/** A planned run. `cities` is a comma-separated list of names, as SQL and Glue take it. */
export interface Plan {
  readonly runId: string;
  readonly startedAt: string;
  readonly window: Window;
  readonly cities: string;
  readonly workItems: readonly WorkItem[];
}

/**
 * Names a run after its execution: the same execution, retried or redriven, gets the same id; another one another id,
 * since the name of an execution is unique for 90 days and its start is in front.
 *
 * @param startedAt UTC instant, `YYYY-MM-DDTHH:mm:ss...`
 */
const toRunId = (executionName: string, startedAt: string): string =>
  `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${executionName.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`.slice(
    0,
    100,
  );

/**
 * Least time between two requests of one work item. A daily run asks a few dozen times and needs none. A backfill asks
 * thousands, so its items share the hourly limit evenly from the start instead of running into it: the headers tell of
 * the minute only.
 */
const requestIntervalMs = (itemCount: number, { cities, extractConcurrency, requestsPerHour }: PlanSettings): number =>
  itemCount <= cities.length ? 0 : Math.ceil((3_600_000 * extractConcurrency) / requestsPerHour);

/** Turns a checked input into work items of one city and at most one month, cities in the order of the configuration. */
export const planRun = (input: RunInput, executionName: string, startedAt: string, settings: PlanSettings): Plan => {
  const { from, to, cities: names } = input;
  const window =
    from !== undefined && to !== undefined
      ? windowOfDates(from, to)
      : windowOfLookback(input.scheduledTime ?? startedAt, input.lookbackHours ?? settings.lookbackHours);
  const cities = settings.cities.filter(({ name }) => names === undefined || names.includes(name));
  const runId = toRunId(executionName, startedAt);
  const parts = cities.flatMap((city) => splitByMonth(window).map((part) => ({ city, window: part })));
  const minRequestIntervalMs = requestIntervalMs(parts.length, settings);
  return {
    runId,
    startedAt,
    window,
    cities: cities.map(({ name }) => name).join(','),
    workItems: parts.map((part) => ({ runId, ...part, minRequestIntervalMs })),
  };
};
