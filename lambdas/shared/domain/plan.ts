import { type CapacitySettings, requestIntervalMs } from './capacity';
import type { City } from './city';
import { rivalsOf } from './city-assignment';
import type { RunInput } from './run-input';
import type { RunSource } from './run-source';
import { firstPartOf, splitIntoItems, type Window, windowOfDates, windowOfLookback } from './window';
import type { WorkItem } from './work-item';

/** What a run is planned from, besides its input. */
export interface PlanSettings extends CapacitySettings {
  readonly cities: readonly City[];
  readonly lookbackHours: number;
  /** Most days of one run. */
  readonly maxBackfillDays: number;
  /** Fewest loaded rows with which a run is valid. */
  readonly minExpectedRows: number;
}

/** The run that goes on with a backfill of more days than one run takes. */
export interface NextRun {
  /** Name of the execution: the same whenever this run is planned again, so that it is not started twice. */
  readonly name: string;
  /** Its input as JSON text, as StartExecution takes it. */
  readonly input: string;
}

/** A planned run. `cities` is a comma-separated list of names, as SQL and Glue take it. */
export interface Plan {
  readonly runId: string;
  readonly startedAt: string;
  readonly window: Window;
  readonly cities: string;
  readonly source: RunSource;
  /** Fewest rows with which the run is valid: of a part of a backfill none, since years without data are among its days. */
  readonly minExpectedRows: number;
  /** Null where nothing is left to do. */
  readonly next: NextRun | null;
  readonly workItems: readonly WorkItem[];
}

/** What a run goes on with when its work items are done. */
export type PlanWithoutItems = Omit<Plan, 'workItems'>;

/**
 * Names a run after its execution: the same execution, retried or redriven, gets the same id; another one another id,
 * since the name of an execution is unique for 90 days and its start is in front.
 *
 * @param startedAt UTC instant, `YYYY-MM-DDTHH:mm:ss...`
 */
export const toRunId = (executionName: string, startedAt: string): string =>
  `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${executionName.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`.slice(
    0,
    100,
  );

/** What is left of a backfill, whose runs have the name of the first with the date from which each goes on behind it. */
const nextRun = (input: RunInput, executionName: string, done: Window): NextRun | null => {
  const { to = '', partOf = executionName } = input;
  const from = done.end.slice(0, 10);
  if (from > to) return null;
  return {
    name: `${partOf.slice(0, MAX_FIRST_NAME)}-from-${from}`,
    input: JSON.stringify({ ...input, from, partOf }),
  };
};

/** An execution's name has at most 80 characters. */
const MAX_FIRST_NAME = 80 - '-from-2024-01-15'.length;

/** The configured cities that may hold locations of this city's box, as a work item carries them. */
const rivalry = (city: City, configured: readonly City[]): Pick<WorkItem, 'rivals' | 'rivalsBefore'> => {
  const [first, ...others] = rivalsOf(city, configured);
  if (first === undefined) return {};
  const rivals: [City, ...City[]] = [first, ...others];
  const rivalsBefore = rivalsOf(city, configured.slice(0, configured.indexOf(city))).length;
  return { rivals, ...(rivalsBefore > 0 ? { rivalsBefore } : {}) };
};

/**
 * Turns a checked input into work items of one city and at most one month, cities in the order of the configuration. Of
 * the archive a city is one item, since one job reads them all.
 */
export const planRun = (input: RunInput, executionName: string, startedAt: string, settings: PlanSettings): Plan => {
  const { from, to, cities: names, source = 'api', onlyMissing = false } = input;
  const window =
    // Stryker disable next-line LogicalOperator,ConditionalExpression: both or none is given, one half is for the compiler
    from !== undefined && to !== undefined
      ? firstPartOf(windowOfDates(from, to), settings.maxBackfillDays)
      : windowOfLookback(input.scheduledTime ?? startedAt, input.lookbackHours ?? settings.lookbackHours);
  const cities = settings.cities.filter(({ name }) => names === undefined || names.includes(name));
  const runId = toRunId(executionName, startedAt);
  const next = nextRun(input, executionName, window);
  const isPart = next !== null || input.partOf !== undefined;
  const windows = source === 'archive' ? [window] : splitIntoItems(window);
  const minRequestIntervalMs = requestIntervalMs(cities.length * windows.length, cities.length, settings);
  return {
    runId,
    startedAt,
    window,
    cities: cities.map(({ name }) => name).join(','),
    source,
    minExpectedRows: isPart ? 0 : settings.minExpectedRows,
    next,
    workItems: cities.flatMap((city) =>
      windows.map((part) => ({
        runId,
        city,
        ...rivalry(city, settings.cities),
        window: part,
        ...(source === 'archive' ? { source } : {}),
        ...(onlyMissing ? { onlyMissing } : {}),
        minRequestIntervalMs,
      })),
    ),
  };
};
