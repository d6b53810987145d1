import { z } from 'zod';
import { toSentence } from '../../lambdas/shared/domain/cause-sentence';
import { type Window, windowSchema } from '../../lambdas/shared/domain/window';
import type { EventLog } from './history';
import { type Journal, readJournals } from './journal';

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
  readonly endedAt: string | null;
  readonly engine: string;
  readonly version: string;
  readonly runId: string | null;
  readonly window: Window | null;
  /** Names, joined by commas. */
  readonly cities: string | null;
  readonly failure: { readonly error: string; readonly sentence: string } | null;
}

const plannedSchema = z.object({
  plan: z.object({ runId: z.string(), window: windowSchema, cities: z.string() }),
});

const planOf = (events: readonly EventLog[]) => {
  for (const event of events) {
    if (event.type !== 'StateExited' || event.state.name !== 'PlanRun') continue;
    return plannedSchema.safeParse(event.state.output).data?.plan;
  }
  return undefined;
};

const pastRunOf = ({ header, events }: Journal): PastRun => {
  const redriven = events.findLast(({ type }) => type === 'ExecutionRedriven');
  const last = events.at(-1);
  const hasEnded = last?.type === 'ExecutionFailed' || last?.type === 'ExecutionSucceeded';
  const { runId = null, window = null, cities = null } = planOf(events) ?? {};
  return {
    name: header.name,
    startedAt: redriven === undefined ? header.startedAt : new Date(redriven.timestamp).toISOString(),
    endedAt: hasEnded ? new Date(last.timestamp).toISOString() : null,
    engine: header.engine,
    version: header.version,
    runId,
    window,
    cities,
    failure: last?.type === 'ExecutionFailed' ? { error: last.Error, sentence: toSentence(String(last.Cause)) } : null,
  };
};

/** The runs of a folder that have a journal, in the order of their first start. @param directory that of the journals */
export const readPastRuns = (directory: string): PastRun[] =>
  readJournals(directory)
    .sort((one, other) => (one.header.startedAt < other.header.startedAt ? -1 : 1))
    .map(pastRunOf);
