import { type CapacitySettings, requestIntervalMs } from './capacity';
import type { City } from './city';
import { rivalsOf } from './city-assignment';
import type { RunInput } from './run-input';
import type { RunSource } from './run-source';
import { splitIntoItems, type Window, windowOfDates, windowOfLookback } from './window';
import type { WorkItem } from './work-item';

/** What a run is planned from, besides its input. */
export interface PlanSettings extends CapacitySettings {
  readonly cities: readonly City[];
  readonly lookbackHours: number;
}

/** A planned run. `cities` is a comma-separated list of names, as SQL and Glue take it. */
export interface Plan {
  readonly runId: string;
  readonly startedAt: string;
  readonly window: Window;
  readonly cities: string;
  readonly source: RunSource;
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

/** The configured cities that may hold locations of this city's box, as a work item carries them. */
const rivalry = (city: City, configured: readonly City[]): Pick<WorkItem, 'rivals' | 'rivalsBefore'> => {
  const [first, ...others] = rivalsOf(city, configured);
  if (first === undefined) return {};
  const rivals: [City, ...City[]] = [first, ...others];
  const rivalsBefore = rivals.filter((rival) => configured.indexOf(rival) < configured.indexOf(city)).length;
  return { rivals, ...(rivalsBefore > 0 ? { rivalsBefore } : {}) };
};

/**
 * Turns a checked input into work items of one city and at most one month, cities in the order of the configuration. Of
 * the archive a city is one item, since one job reads them all.
 */
export const planRun = (input: RunInput, executionName: string, startedAt: string, settings: PlanSettings): Plan => {
  const { from, to, cities: names, source = 'api' } = input;
  const window =
    from !== undefined && to !== undefined
      ? windowOfDates(from, to)
      : windowOfLookback(input.scheduledTime ?? startedAt, input.lookbackHours ?? settings.lookbackHours);
  const cities = settings.cities.filter(({ name }) => names === undefined || names.includes(name));
  const runId = toRunId(executionName, startedAt);
  const windows = source === 'archive' ? [window] : splitIntoItems(window);
  const minRequestIntervalMs = requestIntervalMs(cities.length * windows.length, cities.length, settings);
  return {
    runId,
    startedAt,
    window,
    cities: cities.map(({ name }) => name).join(','),
    source,
    workItems: cities.flatMap((city) =>
      windows.map((part) => ({
        runId,
        city,
        ...rivalry(city, settings.cities),
        window: part,
        ...(source === 'archive' ? { source } : {}),
        minRequestIntervalMs,
      })),
    ),
  };
};
