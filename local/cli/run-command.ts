import { consoleLink } from '../../lambdas/tell-failure/aws-place';
import { configurationOf } from '../deployed/configured-stack';
import { describeInput } from '../deployed/describe-input';
import { Executions } from '../deployed/executions';
import { type EndedRun, type FollowedRun, followRun } from '../deployed/follow-run';
import type { StackOptions } from '../deployed/place';
import { redriveRun } from '../deployed/redrive';
import type { DeployedStack } from '../deployed/stack';
import { type Console, createConsole } from './console';
import { onStack } from './on-stack';
import { toJsonLine } from './printable';
import { type RunOptions, toRunInput } from './run-options';

/** Options of `openaq follow`. */
export interface FollowOptions extends StackOptions {
  readonly json?: boolean;
}

/** Options of `openaq run`. */
export interface StartOptions extends FollowOptions, RunOptions {
  readonly follow?: boolean;
}

/** Options of `openaq redrive`. */
export type RedriveOptions = Pick<StartOptions, 'follow'> & FollowOptions;

const consoleOf = ({ json }: FollowOptions): Console => createConsole(json ? process.stderr : process.stdout);

/** How a run ended, or that it goes on without being followed. */
type Outcome = Omit<EndedRun, 'status' | 'seconds'> & { readonly status: string; readonly seconds: number | null };

/** Prints the machine-readable end where it was asked for. @returns the exit code */
const conclude = (run: Outcome, json = false): number => {
  if (json) process.stdout.write(`${toJsonLine({ ...run, link: consoleLink(run.executionArn) })}\n`);
  return run.status === 'SUCCEEDED' || run.status === 'RUNNING' ? 0 : 1;
};

/** Follows a run, and those that go on with its backfill, to the last. */
const follow = async (stack: DeployedStack, run: FollowedRun, options: FollowOptions): Promise<number> => {
  const executions = new Executions(stack);
  const console = consoleOf(options);
  let ended = await followRun(stack, executions, run, console);
  while (ended.status === 'SUCCEEDED' && ended.next !== null) {
    console.tagged('INFO', `The backfill goes on in the run ${ended.next}`);
    const { executionArn, name, input, redriveCount: redrives = 0 } = await executions.find(ended.next);
    ended = await followRun(stack, executions, { executionArn, name, input, redrives }, console);
  }
  return conclude(ended, options.json);
};

/** Says what goes on without being followed. */
const leave = (stack: DeployedStack, { name, executionArn }: FollowedRun, options: FollowOptions): number => {
  consoleOf(options).tagged('INFO', `Follow it: ${stack.command('follow', name)}`);
  const goesOn = { status: 'RUNNING', error: null, cause: null, seconds: null, next: null };
  return conclude({ name, executionArn, ...goesOn }, options.json);
};

const nameOf = (executionArn: string): string => executionArn.split(':').at(-1) ?? executionArn;

/**
 * `openaq run`: starts a run of the deployed stack, and with `--follow` prints it state by state. Returns the exit code:
 * 0 started, or followed and succeeded; 1 it did not succeed. A wrong input throws before anything is sent.
 *
 * @throws UsageError with every mistake of the options
 */
export const runCommand = (options: StartOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const { configured } = await configurationOf(stack);
    const input = toRunInput(options, configured, new Date().toISOString().slice(0, 10));
    const executionArn = await new Executions(stack).start(input);
    const run = { executionArn, name: nameOf(executionArn), input: JSON.stringify(input), redrives: 0 };
    const console = consoleOf(options);
    console.tagged(
      'INFO',
      `Started the run ${run.name} of ${stack.place.name} in ${stack.place.region}: ${describeInput(input)}`,
    );
    console.tagged('INFO', `Console: ${consoleLink(executionArn)}`);
    return options.follow ? follow(stack, run, options) : leave(stack, run, options);
  });

/** `openaq follow [run]`: prints a run of the deployed stack state by state until it ends; the newest when none is named. */
export const followCommand = (named: string | undefined, options: FollowOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const { executionArn, name, input, redriveCount: redrives = 0 } = await new Executions(stack).find(named);
    consoleOf(options).tagged('INFO', `Console: ${consoleLink(executionArn)}`);
    return follow(stack, { executionArn, name, input, redrives }, options);
  });

/**
 * `openaq redrive [run]`: goes on with a run that did not succeed, from where it failed; with the newest when none is
 * named. Returns the exit code as `openaq run` does.
 *
 * @throws RedriveRefusedError when there is nothing to redrive, or it would fail in the same state
 */
export const redriveCommand = (named: string | undefined, options: RedriveOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const executions = new Executions(stack);
    const execution = await executions.find(named);
    const { executionArn, name, input, redriveCount = 0 } = execution;
    await redriveRun(stack, executions, execution);
    const console = consoleOf(options);
    console.tagged('INFO', `Redrove the run ${name}: it goes on from where it failed`);
    console.tagged('INFO', `Console: ${consoleLink(executionArn)}`);
    const run = { executionArn, name, input, redrives: redriveCount + 1 };
    return options.follow ? follow(stack, run, options) : leave(stack, run, options);
  });
