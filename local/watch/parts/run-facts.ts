import { isRecord } from '../../../lambdas/shared/domain/json';
import { rangeOf, type Window } from '../../../lambdas/shared/domain/window';
import { planIn } from '../../workflow/plan-in';
import { positionOf } from '../../workflow/redrive';
import type { WatchedRun } from '../runs';

/** The plan of a run; undefined until PlanRun made one. */
const planOf = ({ events }: WatchedRun) => planIn(positionOf(events)?.data);

const UNKNOWN = '–';

/** The window of a run, its end excluded; a dash until it is planned. */
export const windowOf = (run: WatchedRun): string => {
  const window = planOf(run)?.window as Window | undefined;
  return window === undefined ? UNKNOWN : rangeOf(window);
};

/** The cities of a run. */
export const citiesOf = (run: WatchedRun): string => planOf(run)?.cities.replaceAll(',', ', ') ?? UNKNOWN;

/** Rows that a run loaded; null where it did not get to that. */
export const rowsOf = ({ audit }: WatchedRun): number | null =>
  isRecord(audit) && audit['rows_loaded'] !== null ? Number(audit['rows_loaded']) : null;
