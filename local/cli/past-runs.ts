import { toSentence } from '../../lambdas/shared/domain/cause-sentence';
import type { Window } from '../../lambdas/shared/domain/window';
import { type RunStatus, Runs, type WatchedRun } from '../watch/runs';
import { planOf } from '../workflow/plan-of';

/*
 * The audit in the warehouse has a row for each run that loaded. A run that failed before, or was killed, is known from its
 * journal alone.
 */

/** A run of a folder; null is what it did not come to. */
export interface PastRun {
  /** The execution's name. */
  readonly name: string;
  /** Of a run that was redriven, when it was last. UTC, like its end. */
  readonly startedAt: string;
  /** Null while it is under way, and of a run whose process is gone. */
  readonly endedAt: string | null;
  readonly isUnderWay: boolean;
  readonly engine: string;
  readonly version: string;
  readonly runId: string | null;
  readonly window: Window | null;
  /** Names, joined by commas. */
  readonly cities: string | null;
  readonly failure: { readonly error: string; readonly sentence: string } | null;
}

const isOver = (status: RunStatus): boolean => status === 'SUCCEEDED' || status === 'FAILED';

const pastRunOf = ({ name, startedAt, status, events, engine, version, endedAtMs }: WatchedRun): PastRun => {
  const redriven = events.findLast(({ type }) => type === 'ExecutionRedriven');
  const last = events.at(-1);
  const { runId = null, window = null, cities = null } = planOf(events) ?? {};
  return {
    name,
    startedAt: redriven === undefined ? startedAt : new Date(redriven.timestamp).toISOString(),
    endedAt: isOver(status) && endedAtMs !== null ? new Date(endedAtMs).toISOString() : null,
    isUnderWay: status === 'RUNNING',
    engine,
    version,
    runId,
    window,
    cities,
    failure: last?.type === 'ExecutionFailed' ? { error: last.Error, sentence: toSentence(String(last.Cause)) } : null,
  };
};

/** The runs of a folder that have a journal, the newest first. @param directory that of the journals */
export const readPastRuns = (directory: string): PastRun[] => {
  const runs = new Runs(directory);
  runs.refresh();
  return runs.all.map(pastRunOf);
};
