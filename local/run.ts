import { join } from 'node:path';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Plan } from '../lambdas/shared/domain/plan';
import type { Console } from './console';
import { createFileLog } from './file-log';
import type { LocalFolder } from './folder';
import { createLambdaInvoke, type FunctionDefinition } from './functions';
import { LocalCrawler } from './glue/crawler';
import { type Engine, LocalGlueJob } from './glue/job';
import { Progress } from './progress';
import { createSnsPublish } from './sns';
import { type TemplateResolver, UnsupportedTemplateError } from './template';
import { LocalRedshiftData } from './warehouse/redshift-data';
import type { Warehouse } from './warehouse/warehouse';
import { type Integrations, runWorkflow, type WorkflowResult } from './workflow';

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
}

const ROOT = join(__dirname, '..');

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
const integrationsOf = (run: LocalRun): Integrations => {
  const { resolver, functions, folder, warehouse, apiUrl, apiKey, console } = run;
  const log = createFileLog(folder.log);
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
    'aws-sdk:redshiftdata:executeStatement': as(redshift.executeStatement.bind(redshift)),
    'aws-sdk:redshiftdata:describeStatement': as(redshift.describeStatement.bind(redshift)),
    'aws-sdk:redshiftdata:getStatementResult': as(redshift.getStatementResult.bind(redshift)),
    'sns:publish': createSnsPublish(console),
  };
};

/** How a laptop run ended. `plan` is absent when PlanRun refused the input. */
export type LocalRunResult = WorkflowResult & {
  readonly plan?: Plan;
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Readonly<Record<string, number>>;
};

/**
 * Executes the template's state machine with stand-ins for AWS and prints each state.
 *
 * @param input the execution's input, as a person would give it in the console
 * @param name the execution's name
 */
export const runLocally = async (
  run: LocalRun,
  input: Record<string, unknown>,
  name: string,
): Promise<LocalRunResult> => {
  const { DefinitionString } = theOnly(run.resolver, 'AWS::StepFunctions::StateMachine');
  const definition = JSON.parse(DefinitionString as string) as StateMachineDefinition;
  const progress = new Progress(run.console);
  let plan: Plan | undefined;
  const result = await runWorkflow(definition, input, name, integrationsOf(run), (event) => {
    if (event.kind === 'exited' && event.state === 'PlanRun') plan = (event.output as { plan?: Plan }).plan;
    progress.onEvent(event);
  });
  return { ...result, seconds: progress.seconds, ...(plan === undefined ? {} : { plan }) };
};
