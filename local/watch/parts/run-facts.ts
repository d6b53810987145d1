import { isRecord } from '../../../lambdas/shared/domain/json';
import { rangeOf } from '../../../lambdas/shared/domain/window';
import { listed } from '../../report/words';
import { planOf } from '../../workflow/plan-of';
import type { WatchedRun } from '../runs';

const UNKNOWN = '–';

/** The window of a run, its end excluded; a dash until it is planned. */
export const windowOf = ({ events }: WatchedRun): string => {
  const window = planOf(events)?.window;
  return window === undefined ? UNKNOWN : rangeOf(window);
};

/** The names of a run's cities. */
const namesOf = ({ events }: WatchedRun): string[] | undefined => planOf(events)?.cities.split(',');

/** The cities of a run in a few words; a number in place of many. */
export const citiesOf = (run: WatchedRun): string => {
  const names = namesOf(run);
  return names === undefined ? UNKNOWN : listed(names);
};

/** Every city of a run. */
export const allCitiesOf = (run: WatchedRun): string => namesOf(run)?.join(', ') ?? UNKNOWN;

/** Rows that a run loaded; null where it did not get to that. */
export const rowsOf = ({ audit }: WatchedRun): number | null =>
  isRecord(audit) && audit['rows_loaded'] !== null ? Number(audit['rows_loaded']) : null;
