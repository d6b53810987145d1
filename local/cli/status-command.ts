import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { parseJson } from '../../lambdas/shared/domain/json';
import { type OpenAlarm, openAlarmsOf } from '../deployed/alarms';
import { inASentence } from '../deployed/aws-errors';
import { configurationOf } from '../deployed/configured-stack';
import { DataApi } from '../deployed/data-api';
import { describeInput } from '../deployed/describe-input';
import { Executions } from '../deployed/executions';
import { inWords } from '../deployed/follow-run';
import { type CityFreshness, freshnessOf } from '../deployed/freshness';
import type { StackOptions } from '../deployed/place';
import type { DeployedStack } from '../deployed/stack';
import { type UnderWay, underWay } from '../deployed/under-way';
import { type Console, createConsole, type Tag } from './console';
import { onStack } from './on-stack';
import { toJsonLine } from './printable';
import { drawTable } from './table';

/** Options of `openaq status`. */
export interface StatusOptions extends StackOptions {
  readonly json?: boolean;
}

/** Runs that are listed. */
const NEWEST_RUNS = 8;

interface RunStatus {
  readonly name: string;
  readonly status: string;
  /** UTC. */
  readonly startedAt: string | null;
  /** Until its end, or until now. */
  readonly seconds: number | null;
  readonly input: string;
  /** Null once it has ended. */
  readonly underWay: UnderWay | null;
}

const runStatusOf = async (
  executions: Executions,
  { executionArn = '', name = '', status = 'RUNNING', startDate, stopDate }: ExecutionListItem,
): Promise<RunStatus> => {
  const { input = '{}' } = await executions.find(executionArn);
  const seconds = startDate && ((stopDate ?? new Date()).getTime() - startDate.getTime()) / 1_000;
  return {
    name,
    status,
    startedAt: startDate?.toISOString() ?? null,
    seconds: seconds ?? null,
    input,
    underWay: status === 'RUNNING' ? underWay(await executions.history(executionArn)) : null,
  };
};

/** How a run ended, as a tag. */
const TAGS: Readonly<Record<string, Tag>> = { SUCCEEDED: 'OK', RUNNING: 'START' };

const showRun = ({ name, status, startedAt, seconds, input, underWay: at }: RunStatus, console: Console): void => {
  const took = seconds === null ? '' : ` ${status === 'RUNNING' ? 'for' : 'in'} ${inWords(seconds)}`;
  const started = startedAt?.slice(0, 16).replace('T', ' ');
  console.tagged(TAGS[status] ?? 'FAIL', `${started} UTC  ${status}${took}: ${describeInput(parseJson(input))}`);
  // The schedule's names have 73 characters, and a name is there to be copied.
  console.below(name);
  if (at === null) return;
  const items = at.items === null ? '' : `; ${at.items.done} of ${at.items.all} work items done`;
  console.below(`now in ${at.states.join(', ') || 'no state yet'}${items}`);
};

const showRuns = (runs: readonly RunStatus[], stack: DeployedStack, console: Console): void => {
  if (runs.length === 0) {
    console.tagged('INFO', `No run yet: ${stack.command('run', '--follow')} starts one`);
    return;
  }
  for (const run of runs) showRun(run, console);
  const [newest] = runs;
  if (newest !== undefined && !(newest.status in TAGS)) {
    console.tagged('WARNING', `The newest run did not succeed: ${stack.command('follow')} says why`);
  }
};

const showFreshness = (freshness: readonly CityFreshness[], console: Console): void => {
  const rows = freshness.map(({ city, latestHour, hoursBehind, facts }) => [
    city,
    latestHour?.slice(0, 16).replace('T', ' ') ?? null,
    hoursBehind,
    facts,
  ]);
  console.plain(drawTable(['city', 'newest hour (UTC)', 'hours behind', 'facts'], rows, process.stdout.columns));
};

const showAlarms = (alarms: readonly OpenAlarm[], console: Console): void => {
  if (alarms.length === 0) console.tagged('OK', 'No alarm is open');
  for (const { meaning, since } of alarms) {
    console.tagged('WARNING', `Alarm since ${since?.slice(0, 16).replace('T', ' ')} UTC: ${meaning}`);
  }
};

/** What Redshift says of a schema or a table that no run has made yet. */
const NO_TABLE = /^(?:relation|schema) ".*" does not exist/;

/** How new the facts are, or why that is not known: without the warehouse the rest is still worth reading. */
const tryFreshness = async (
  stack: DeployedStack,
  executions: Executions,
): Promise<{ freshness: CityFreshness[] | null; reason: string | null }> => {
  try {
    const { configured } = await configurationOf(stack);
    return {
      freshness: await freshnessOf(await DataApi.open(stack, executions), configured, Date.now()),
      reason: null,
    };
  } catch (thrown) {
    const { message } = inASentence(thrown, stack.place) as Error;
    return { freshness: null, reason: NO_TABLE.test(message) ? 'the first run makes the tables' : message };
  }
};

/** `openaq status`: the newest runs of the deployed stack, what is under way, how new the facts are, and open alarms. */
export const statusCommand = ({ json = false, ...options }: StatusOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const console = createConsole(json ? process.stderr : process.stdout);
    const executions = new Executions(stack);
    const { name, region } = stack.place;
    console.tagged('INFO', `Stack ${name} in ${region}`);
    const runs = await Promise.all((await executions.newest(NEWEST_RUNS)).map((each) => runStatusOf(executions, each)));
    if (!json) showRuns(runs, stack, console);
    const { freshness, reason } = await tryFreshness(stack, executions);
    if (!json && freshness !== null) showFreshness(freshness, console);
    if (reason !== null) console.tagged('WARNING', `How new the facts are is not known: ${reason}`);
    const alarms = await openAlarmsOf(stack);
    if (!json) showAlarms(alarms, console);
    if (json) process.stdout.write(`${toJsonLine({ stack: name, region, runs, freshness, alarms })}\n`);
    return 0;
  });
