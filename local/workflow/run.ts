import { rmSync } from 'node:fs';
import type { StartExecutionInput } from '@aws-sdk/client-sfn';
import type { Log } from '../../lambdas/shared/adapters/log';
import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import { makeHandler as makeTellFailure } from '../../lambdas/tell-failure/handler';
import { type CrawlerDefinition, LocalCrawler } from '../aws/glue/crawler';
import { type Engine, glueJobsOf, LocalGlueJob } from '../aws/glue/job';
import type { runOnSpark } from '../aws/glue/spark-engine';
import { createFileLog } from '../aws/lambda/file-log';
import { createLambdaInvoke, type FunctionDefinition } from '../aws/lambda/functions';
import { LocalRedshiftData } from '../aws/redshift-data/redshift-data';
import { createConsoleTopic } from '../aws/sns/topic';
import type { InStepFunctions } from '../aws/step-functions';
import type { Console } from '../cli/console';
import { statusLine } from '../cli/status-line';
import type { LocalFolder } from '../folder/folder';
import type { Warehouse } from '../warehouse/warehouse';
import { Activity } from './activity';
import { type Execution, keepFailedRun, redrivableRun } from './failed-run';
import { type EventLog, historyOf } from './history';
import { type Conditions, executionArn, type Integrations, runWorkflow } from './interpreter';
import { beginJournal } from './journal';
import { laptopPlace } from './laptop-place';
import { Progress } from './progress';
import { positionOf } from './redrive';
import { citiesWithoutStationOf, nulledValuesOf, type StateSpan, statesOf } from './run-record';
import { type TemplateResolver, UnsupportedTemplateError, workflowOf } from './template';

/** What a laptop run is made of. */
export interface LocalRun {
  readonly resolver: TemplateResolver;
  readonly functions: readonly FunctionDefinition[];
  readonly folder: LocalFolder;
  readonly warehouse: Warehouse;
  readonly engine: Engine;
  /** A folder that mirrors OpenAQ's archive, for runs that read it. @default - there is none */
  readonly archive?: string | undefined;
  /** Runs a script on Spark. @default - as it is */
  readonly spark?: typeof runOnSpark;
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Whether requests keep the distance that the plan gives them. @default true */
  readonly isPaced?: boolean;
  readonly console: Console;
  /** What a person types to start such a run again. */
  readonly command: string;
  /** @default - as they are */
  readonly conditions?: Conditions;
}

/** A stand-in for each integration that the workflow uses. */
const integrationsOf = (
  { resolver, functions, folder, warehouse, engine, spark, apiUrl, apiKey, isPaced, archive }: LocalRun,
  log: ReturnType<typeof createFileLog>,
  { watch }: Activity,
): Integrations => {
  const crawler = new LocalCrawler(resolver.only('AWS::Glue::Crawler') as unknown as CrawlerDefinition, folder);
  const jobs = new Map(
    glueJobsOf(resolver).map(({ Name, Command: { ScriptLocation: script }, DefaultArguments: defaultArguments }) => [
      Name,
      new LocalGlueJob({ script, engine, spark, archive, folder, defaultArguments, warehouse }),
    ]),
  );
  const redshift = new LocalRedshiftData(warehouse);
  return {
    'lambda:invoke': createLambdaInvoke(functions, {
      bucketsDirectory: folder.buckets,
      apiUrl,
      apiKey,
      isPaced,
      log,
      watch,
    }),
    'aws-sdk:glue:startCrawler': crawler.startCrawler.bind(crawler),
    'aws-sdk:glue:getCrawler': crawler.getCrawler.bind(crawler),
    'glue:startJobRun.sync': async (request: Parameters<LocalGlueJob['startJobRunSync']>[0]) =>
      jobNamed(jobs, request.JobName).startJobRunSync(request),
    'aws-sdk:redshiftdata:batchExecuteStatement': redshift.batchExecuteStatement.bind(redshift),
    'aws-sdk:redshiftdata:describeStatement': redshift.describeStatement.bind(redshift),
    'aws-sdk:redshiftdata:getStatementResult': redshift.getStatementResult.bind(redshift),
    // PGlite cannot stop a statement. The run ends behind this state, and with its process the statement.
    'aws-sdk:redshiftdata:cancelStatement': async () => ({ Status: true }),
    // With `warehouse.pauseBetweenRuns`: what is in process is always there.
    'aws-sdk:redshift:describeClusters': async () => ({ Clusters: [{ ClusterStatus: 'available' }] }),
    'aws-sdk:redshift:resumeCluster': async () => ({}),
    // Whoever has started this run runs that one, when this has ended: `plan.next` says that there is one.
    'aws-sdk:sfn:startExecution': async ({ Name = '' }: InStepFunctions<StartExecutionInput>) => ({
      ExecutionArn: executionArn(Name),
      StartDate: new Date().toISOString(),
    }),
  };
};

const jobNamed = (jobs: ReadonlyMap<string, LocalGlueJob>, name: string | undefined): LocalGlueJob => {
  const job = jobs.get(name ?? '');
  if (job === undefined) throw new UnsupportedTemplateError(`The template holds no Glue job ${name}`);
  return job;
};

/** How a laptop run ended. `plan` is absent when PlanRun refused the input; `cause` is a sentence for a person. */
export type LocalRunResult = {
  readonly plan?: PlanWithoutItems;
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Readonly<Record<string, number>>;
  /** The states as they were entered and left, and what became null on the way. */
  readonly states: readonly StateSpan[];
  readonly nulledValues: Readonly<Record<string, number>>;
  /** Cities in whose boxes OpenAQ listed no station. */
  readonly citiesWithoutStation: readonly string[];
  /** What was told of a run that failed, as it stands on the console. */
  readonly message?: string;
} & ({ readonly status: 'SUCCEEDED' } | { readonly status: 'FAILED'; readonly error: string; readonly cause: string });

/**
 * Executes the template's state machine with stand-ins for AWS and prints each state. A run that fails is told of by the
 * function that tells of it in AWS, and kept for a redrive.
 *
 * @param input the execution's input, as a person would give it in the console
 * @param name the execution's name
 */
export const runLocally = (run: LocalRun, input: Execution['input'], name: string): Promise<LocalRunResult> =>
  execute(run, { name, input, startedAt: new Date().toISOString(), redriveCount: 0, events: [] });

/** The failed run of the folder. @throws RedriveRefusedError */
export const redrivableOf = ({ resolver, folder, command }: Pick<LocalRun, 'resolver' | 'folder' | 'command'>) =>
  redrivableRun(folder.failedRun, workflowOf(resolver), laptopPlace(command, folder.log).startRun);

/** Goes on with the failed run of the folder from the state in which it failed. @throws RedriveRefusedError */
export const redriveLocally = async (run: LocalRun): Promise<LocalRunResult> => {
  const { execution } = redrivableOf(run);
  const events = [...execution.events, { type: 'ExecutionRedriven', timestamp: Date.now() } as const];
  return execute(run, { ...execution, redriveCount: execution.redriveCount + 1, events });
};

/** The plan in the data of a state, once there is one. */
export const planIn = (data: unknown): PlanWithoutItems | undefined =>
  (data as { plan?: PlanWithoutItems } | undefined)?.plan;

/** The log, with what it says of waiting told to the activity as well. */
const heardBy = (activity: Activity, log: ReturnType<typeof createFileLog>): ReturnType<typeof createFileLog> => ({
  ...log,
  warn: (message, fields) => {
    activity.hear(fields);
    log.warn(message, fields);
  },
});

const execute = async (run: LocalRun, start: Execution): Promise<LocalRunResult> => {
  const { console, folder } = run;
  const definition = workflowOf(run.resolver);
  const progress = new Progress(console);
  const activity = new Activity(run.engine);
  const log = heardBy(activity, createFileLog(folder.log));
  const note = beginJournal(folder.journals, definition, run.engine, start);
  const onEvent = (event: EventLog, isNews: boolean): void => {
    activity.onEvent(event);
    progress.onEvent(event);
    if (isNews) note(event);
  };
  const integrations = integrationsOf(run, log, activity);
  const events = await statusLine.during(
    (seconds) => activity.describe(seconds),
    () => runWorkflow(definition, start, integrations, onEvent, run.conditions),
  );
  const execution = { ...start, events };
  const plan = planIn(positionOf(events)?.data);
  const ended = {
    seconds: progress.seconds,
    states: statesOf(events),
    nulledValues: nulledValuesOf(events),
    citiesWithoutStation: citiesWithoutStationOf(events),
    ...(plan && { plan }),
  };
  if (events.at(-1)?.type === 'ExecutionSucceeded') {
    rmSync(folder.failedRun, { force: true });
    return { status: 'SUCCEEDED', ...ended };
  }
  try {
    keepFailedRun(folder.failedRun, definition, execution);
  } catch (reason) {
    // What ended the run may be what refuses this file, too, and it must be told.
    rmSync(folder.failedRun, { force: true });
    console.tagged('WARNING', `The run cannot be redriven, since it was not kept: ${(reason as Error).message}`);
  }
  const { error, sentence, message } = await tell(run, execution, log);
  note({ type: 'Message', message });
  return { status: 'FAILED', error, cause: sentence, message, ...ended };
};

const tell = ({ console, folder, command }: LocalRun, { name, input, events }: Execution, log: Log) =>
  makeTellFailure({
    readHistory: async function* () {
      yield { events: historyOf(events).reverse() };
    },
    publish: createConsoleTopic(console),
    place: laptopPlace(command, folder.log),
    log,
  })({ detail: { executionArn: executionArn(name), name, status: 'FAILED', input: JSON.stringify(input) } });
