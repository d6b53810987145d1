import { join } from 'node:path';
import type { Plan } from '../../lambdas/shared/domain/plan';
import { makeHandler as makeTellFailure } from '../../lambdas/tell-failure/handler';
import { LocalCrawler } from '../aws/glue/crawler';
import { type Engine, LocalGlueJob } from '../aws/glue/job';
import { createFileLog } from '../aws/lambda/file-log';
import { createLambdaInvoke, type FunctionDefinition } from '../aws/lambda/functions';
import { LocalRedshiftData } from '../aws/redshift-data/redshift-data';
import { createConsoleTopic } from '../aws/sns/topic';
import type { Console } from '../cli/console';
import type { LocalFolder } from '../folder/folder';
import type { Warehouse } from '../warehouse/warehouse';
import { workflowOf } from './definition';
import { LocalHistory } from './history';
import { executionArn, type Integrations, runWorkflow, type WorkflowEvent, type WorkflowResult } from './interpreter';
import { laptopPlace } from './laptop-place';
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
  /** What a person types to start such a run again. @default - `npx openaq local` */
  readonly command?: string;
}

const ROOT = join(__dirname, '../..');

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

const createCrawler = (resolver: TemplateResolver, folder: LocalFolder): LocalCrawler => {
  const crawler = theOnly(resolver, 'AWS::Glue::Crawler') as {
    Name: string;
    DatabaseName: string;
    TablePrefix: string;
    Targets: { S3Targets: { Path: string }[] };
  };
  const paths = crawler.Targets.S3Targets.map(({ Path }) => new URL(Path));
  return new LocalCrawler({
    bucketDirectory: join(folder.buckets, paths[0]?.host ?? ''),
    catalogFile: folder.catalog,
    name: crawler.Name,
    databaseName: crawler.DatabaseName,
    tablePrefix: crawler.TablePrefix,
    targets: paths.map(({ pathname }) => pathname.slice(1)),
  });
};

const createGlueJob = ({ resolver, folder, warehouse, engine }: LocalRun): LocalGlueJob =>
  new LocalGlueJob({
    engine,
    catalogFile: folder.catalog,
    sqlDirectory: join(ROOT, 'sql/transform'),
    bucketsDirectory: folder.buckets,
    defaultArguments: theOnly(resolver, 'AWS::Glue::Job')['DefaultArguments'] as Record<string, string>,
    warehouse,
    workDirectory: folder.glue,
  });

/** A stand-in for each integration that the workflow uses. */
const integrationsOf = (run: LocalRun, log: ReturnType<typeof createFileLog>): Integrations => {
  const { resolver, functions, folder, warehouse, apiUrl, apiKey } = run;
  const crawler = createCrawler(resolver, folder);
  const job = createGlueJob(run);
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
      metrics: log,
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
  readonly plan?: Plan;
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Readonly<Record<string, number>>;
  /** What was told of a run that failed, as it stands on the console. */
  readonly message?: string;
};

/**
 * Executes the template's state machine with stand-ins for AWS and prints each state. A run that fails is told of by the
 * function that tells of it in AWS.
 *
 * @param input the execution's input, as a person would give it in the console
 * @param name the execution's name
 */
export const runLocally = async (
  run: LocalRun,
  input: Record<string, unknown>,
  name: string,
): Promise<LocalRunResult> => {
  const { console, folder, command = 'npx openaq local' } = run;
  const progress = new Progress(console);
  const history = new LocalHistory();
  const log = createFileLog(folder.log);
  let plan: Plan | undefined;
  const onEvent = (event: WorkflowEvent): void => {
    if (event.kind === 'exited' && event.state === 'PlanRun') plan = (event.output as { plan?: Plan }).plan;
    progress.onEvent(event);
  };
  const result = await runWorkflow(workflowOf(run.resolver), input, name, integrationsOf(run, log), onEvent, history);
  const ended = { seconds: progress.seconds, ...(plan === undefined ? {} : { plan }) };
  if (result.status === 'SUCCEEDED') return { ...result, ...ended };
  const tellFailure = makeTellFailure({
    readHistory: () => history.newestFirst(),
    publish: createConsoleTopic(console),
    place: laptopPlace(command, folder.log),
    log,
  });
  const { error, sentence, message } = await tellFailure({
    detail: { executionArn: executionArn(name), name, status: 'FAILED', input: JSON.stringify(input) },
  });
  return { status: 'FAILED', error, cause: sentence, message, ...ended };
};
