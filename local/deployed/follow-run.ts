import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { parseJson } from '../../lambdas/shared/domain/json';
import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import { makeHandler as makeTellFailure } from '../../lambdas/tell-failure/handler';
import { createConsoleTopic } from '../aws/sns/topic';
import type { Console } from '../cli/console';
import { sayWhenInterrupted } from '../cli/process-end';
import type { EventLog } from '../workflow/history';
import { Progress } from '../workflow/progress';
import { configurationOf } from './configured-stack';
import { ExecutionEvents } from './execution-events';
import type { Executions } from './executions';
import type { DeployedStack } from './stack';

/** A run in AWS that is followed. */
export interface FollowedRun {
  readonly executionArn: string;
  readonly name: string;
  /** JSON text that it was started with. */
  readonly input?: string | undefined;
  /** How often it was redriven. */
  readonly redrives: number;
}

/** How a run in AWS ended; `error` and `cause` (a sentence) are null when it succeeded. */
export interface EndedRun {
  readonly name: string;
  readonly executionArn: string;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly error: string | null;
  readonly cause: string | null;
  /** From its start, or its newest redrive. */
  readonly seconds: number;
  /** The run that it has started, when a backfill has more days than one run takes; null otherwise. */
  readonly next: string | null;
}

/** The state that starts the next run of a backfill. */
const START_NEXT_RUN = 'StartNextRun';

/** The next run of a backfill, out of the event in which it has been started. */
const nextIn = (event: EventLog): string | undefined => {
  if (event.type !== 'StateExited' || event.state.name !== START_NEXT_RUN) return undefined;
  return (event.state.input as { plan?: PlanWithoutItems } | undefined)?.plan?.next?.name;
};

const STATUS: Readonly<Record<string, EndedRun['status']>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

/** `42 s`, `3 min 12 s`, `2 h 5 min`. */
export const inWords = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return whole < 3_600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
};

/**
 * Prints a run in AWS state by state, in the words of a run on the laptop, until it ends. What went before its newest
 * redrive is passed over.
 */
export const followRun = async (
  stack: DeployedStack,
  executions: Executions,
  run: FollowedRun,
  console: Console,
): Promise<EndedRun> => {
  sayWhenInterrupted(`the run ${run.name} goes on in AWS; ${stack.command('follow', run.name)} goes on following it`);
  const progress = new Progress(console);
  const events = new ExecutionEvents();
  let redrives = 0;
  let next: string | null = null;
  let first: HistoryEvent | undefined;
  let last: HistoryEvent | undefined;
  for await (const event of executions.follow(run.executionArn, run.redrives)) {
    if (event.type === 'ExecutionRedriven') redrives += 1;
    const local = events.toLocal(event);
    last = event;
    if (redrives < run.redrives) continue;
    first ??= event;
    for (const each of local) {
      progress.onEvent(each);
      next = nextIn(each) ?? next;
    }
  }
  const status = STATUS[last?.type ?? ''] ?? 'FAILED';
  const seconds = ((last?.timestamp?.getTime() ?? 0) - (first?.timestamp?.getTime() ?? 0)) / 1_000;
  const { executionArn, name } = run;
  const ended = { name, executionArn, status, error: null, cause: null, seconds, next };
  if (status === 'SUCCEEDED') {
    console.tagged('SUCCESS', `The run ${name} succeeded in ${inWords(seconds)}`);
    return ended;
  }
  const { error, sentence } = await tell(stack, executions, run, status, console);
  console.tagged('FAIL', `The run ${name} ended ${status} with ${error}, after ${inWords(seconds)}`);
  return { ...ended, error, cause: sentence };
};

/** Tells of a run that did not succeed what the mail tells, with this program's commands. */
const tell = async (
  stack: DeployedStack,
  executions: Executions,
  { executionArn, name, input }: FollowedRun,
  status: EndedRun['status'],
  console: Console,
) => {
  const { placeOf } = await configurationOf(stack);
  return makeTellFailure({
    readHistory: (arn) => executions.newestFirst(arn),
    publish: createConsoleTopic(console),
    place: placeOf(name),
    log: { info: () => {}, warn: () => {} },
  })({ detail: { executionArn, name, status, input: JSON.stringify(parseJson(input) ?? {}) } });
};
