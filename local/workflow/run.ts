import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import { makeHandler as makeTellFailure } from '../../lambdas/tell-failure/handler';
import { type CrawlerDefinition, LocalCrawler } from '../aws/glue/crawler';
import { type Engine, LocalGlueJob } from '../aws/glue/job';
import { createFileLog } from '../aws/lambda/file-log';
import { createLambdaInvoke, type FunctionDefinition } from '../aws/lambda/functions';
import { LocalRedshiftData } from '../aws/redshift-data/redshift-data';
import { createConsoleTopic } from '../aws/sns/topic';
import type { Console } from '../cli/console';
import type { LocalFolder } from '../folder/folder';
import type { Warehouse } from '../warehouse/warehouse';
import { workflowOf } from './definition';
import { type FailedRun, fingerprintOf, forgetFailedRun, keepFailedRun, redrivableRun } from './failed-run';
import { LocalHistory } from './history';
import {
  type Execution,
  executionArn,
  type Integrations,
  runWorkflow,
  type WorkflowEvent,
  type WorkflowResult,
} from './interpreter';
import { laptopPlace } from './laptop-place';
import type { Position } from './position';
import { Progress } from './progress';
import { type TemplateResolver, UnsupportedTemplateError } from './template';

/** What a laptop run is made of. */
export interface LocalRun {
  readonly resolver: TemplateResolver;
  readonly functions: readonly FunctionDefinition[];
  readonly folder: LocalFolder;
  readonly warehouse: Warehouse;
  readonly engine: Engine;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly console: Console;
  /** What a person types to start such a run again. @default - `npx openaq local`, in the usual folder */
  readonly command?: string;
}

/** What of a run decides whether there is one to redrive. */
export type RedrivableRun = Pick<LocalRun, 'resolver' | 'folder' | 'command'>;

const COMMAND = 'npx openaq local';

/** The properties of the only resource of a type. */
const theOnly = (resolver: TemplateResolver, type: string): Record<string, unknown> => {
  const resources = resolver.resources(type);
  const [first] = resources;
  if (first === undefined || resources.length > 1) {
    throw new UnsupportedTemplateError(
      `The template holds ${resources.length} of ${type}; the laptop runs exactly one`,
    );
  }
  return resolver.properties(first[1]);
};

/** A stand-in for each integration that the workflow uses. */
const integrationsOf = (run: LocalRun, log: ReturnType<typeof createFileLog>): Integrations => {
  const { resolver, functions, folder, warehouse, engine, apiUrl, apiKey } = run;
  const crawler = new LocalCrawler(theOnly(resolver, 'AWS::Glue::Crawler') as CrawlerDefinition, folder);
  const defaultArguments = theOnly(resolver, 'AWS::Glue::Job')['DefaultArguments'] as Record<string, string>;
  const job = new LocalGlueJob({ engine, folder, defaultArguments, warehouse });
  const redshift = new LocalRedshiftData(warehouse);
  const as =
    <Input>(call: (input: Input) => Promise<unknown>) =>
    (parameters: Record<string, unknown>) =>
      call(parameters as Input);
  return {
    'lambda:invoke': createLambdaInvoke(functions, {
      bucketsDirectory: folder.buckets,
      apiUrl,
      apiKey,
      log,
    }),
    'aws-sdk:glue:startCrawler': as(crawler.startCrawler.bind(crawler)),
    'aws-sdk:glue:getCrawler': as(crawler.getCrawler.bind(crawler)),
    'glue:startJobRun.sync': as(job.startJobRunSync.bind(job)),
    'aws-sdk:redshiftdata:batchExecuteStatement': as(redshift.batchExecuteStatement.bind(redshift)),
    'aws-sdk:redshiftdata:describeStatement': as(redshift.describeStatement.bind(redshift)),
    'aws-sdk:redshiftdata:getStatementResult': as(redshift.getStatementResult.bind(redshift)),
    // PGlite cannot stop a statement. The run ends behind this state, and with its process the statement.
    'aws-sdk:redshiftdata:cancelStatement': async () => ({ Status: true }),
    // With `warehouse.pauseBetweenRuns`: what is in process is always there.
    'aws-sdk:redshift:describeClusters': async () => ({ Clusters: [{ ClusterStatus: 'available' }] }),
    'aws-sdk:redshift:resumeCluster': async () => ({}),
  };
};

/** How a laptop run ended. `plan` is absent when PlanRun refused the input; `cause` is a sentence for a person. */
export type LocalRunResult = WorkflowResult & {
  readonly plan?: PlanWithoutItems;
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Readonly<Record<string, number>>;
  /** What was told of a run that failed, as it stands on the console. */
  readonly message?: string;
};

/**
 * Executes the template's state machine with stand-ins for AWS and prints each state. A run that fails is told of by the
 * function that tells of it in AWS, and kept for a redrive.
 *
 * @param input the execution's input, as a person would give it in the console
 * @param name the execution's name
 */
export const runLocally = (run: LocalRun, input: FailedRun['input'], name: string): Promise<LocalRunResult> =>
  execute(run, { name, input, startedAt: new Date().toISOString(), redriveCount: 0, history: new LocalHistory() });

/** The failed run of the folder. @throws RedriveRefusedError */
export const redrivableOf = ({ resolver, folder, command = COMMAND }: RedrivableRun): FailedRun =>
  redrivableRun(folder.failedRun, workflowOf(resolver), laptopPlace(command, folder.log).startRun);

/** Goes on with the failed run of the folder from the state in which it failed. @throws RedriveRefusedError */
export const redriveLocally = (run: LocalRun): Promise<LocalRunResult> => {
  const { position: from, history, redriveCount, ...start } = redrivableOf(run);
  return execute(run, { ...start, from, redriveCount: redriveCount + 1, history: new LocalHistory(history) });
};

/** An execution of which everything is known that a redrive of it would need. */
type Start = Required<Omit<Execution, 'from' | 'input'>> & Pick<FailedRun, 'input'> & { readonly from?: Position };

/** The plan in the data of a state, once there is one. */
export const planIn = (data: unknown): PlanWithoutItems | undefined =>
  (data as { plan?: PlanWithoutItems } | undefined)?.plan;

const execute = async (run: LocalRun, start: Start): Promise<LocalRunResult> => {
  const { console, folder } = run;
  const definition = workflowOf(run.resolver);
  const progress = new Progress(console);
  const log = createFileLog(folder.log);
  let plan = planIn(start.from?.data);
  const onEvent = (event: WorkflowEvent): void => {
    if (event.kind === 'exited' && event.state === 'PlanRun') plan = planIn(event.output);
    progress.onEvent(event);
  };
  const result = await runWorkflow(definition, start, integrationsOf(run, log), onEvent);
  const ended = { seconds: progress.seconds, ...(plan === undefined ? {} : { plan }) };
  if (result.status === 'SUCCEEDED') {
    forgetFailedRun(folder.failedRun);
    return { ...result, ...ended };
  }
  if (result.position !== undefined) keep(folder, definition, start, result.position);
  const { error, sentence, message } = await tell(run, start, log);
  return { status: 'FAILED', error, cause: sentence, message, ...ended };
};

const keep = (
  { failedRun }: LocalFolder,
  definition: StateMachineDefinition,
  { name, input, startedAt, redriveCount, history }: Start,
  position: Position,
): void =>
  keepFailedRun(failedRun, {
    ...{ name, input, startedAt, redriveCount, position },
    definition: fingerprintOf(definition),
    history: history.kept(position.state),
  });

const tell = (
  { console, folder, command = COMMAND }: LocalRun,
  { name, input, history }: Start,
  log: ReturnType<typeof createFileLog>,
) =>
  makeTellFailure({
    readHistory: () => history.newestFirst(),
    publish: createConsoleTopic(console),
    place: laptopPlace(command, folder.log),
    log,
  })({ detail: { executionArn: executionArn(name), name, status: 'FAILED', input: JSON.stringify(input) } });
