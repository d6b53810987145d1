import { isRecord } from '../../../lambdas/shared/domain/json';
import { rangeOf } from '../../../lambdas/shared/domain/window';
import { planOf } from '../../workflow/past-runs';
import type { WatchedRun } from '../runs';

const UNKNOWN = '–';

/** The window of a run, its end excluded; a dash until it is planned. */
export const windowOf = ({ events }: WatchedRun): string => {
  const window = planOf(events)?.window;
  return window === undefined ? UNKNOWN : rangeOf(window);
};

/** The cities of a run. */
export const citiesOf = ({ events }: WatchedRun): string => planOf(events)?.cities.replaceAll(',', ', ') ?? UNKNOWN;

/** Rows that a run loaded; null where it did not get to that. */
export const rowsOf = ({ audit }: WatchedRun): number | null =>
  isRecord(audit) && audit['rows_loaded'] !== null ? Number(audit['rows_loaded']) : null;
