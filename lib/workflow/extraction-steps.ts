import type { IJob } from 'aws-cdk-lib/aws-glue';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { lambdaTask, payloadFields } from './lambda-task';
import { LIMITS, RETRIES } from './limits';
import { extractArchive } from './spark-jobs';

/** Turns the execution's input into work items. */
export const planRun = (
  scope: Construct,
  lambda: IFunction,
  { cities }: Pick<Configuration, 'cities'>,
): sfn.TaskStateBase =>
  lambdaTask(scope, 'PlanRun', {
    function: lambda,
    payload: sfn.TaskInput.fromObject({
      input: sfn.JsonPath.objectAt('$$.Execution.Input'),
      executionName: sfn.JsonPath.stringAt('$$.Execution.Name'),
      startedAt: sfn.JsonPath.stringAt('$$.Execution.StartTime'),
      // Here and not in the function's environment, which holds 4 KB.
      cities,
    }),
    keep: payloadFields(['runId', 'startedAt', 'window', 'cities', 'source', 'minExpectedRows', 'next', 'workItems']),
    limit: LIMITS.planRun,
    resultPath: '$.plan',
  });

/**
 * Extracts the work items side by side. An item that one invocation cannot finish comes back with how far it got and goes
 * into the next one. An item that fails fails the Map with its own error; a redrive repeats the failed items alone.
 */
export const extractCities = (
  scope: Construct,
  lambda: IFunction,
  { extractConcurrency }: Pick<Configuration, 'extractConcurrency'>,
): sfn.Map => {
  const extract = lambdaTask(scope, 'Extract', {
    function: lambda,
    payload: sfn.TaskInput.fromJsonPathAt('$'),
    limit: LIMITS.extract,
    // The item's data is the next invocation's payload, or the item's result.
    outputPath: '$.Payload',
    retries: [RETRIES.transient],
  });
  const isUnfinished = sfn.Condition.and(
    sfn.Condition.isPresent('$.done'),
    sfn.Condition.booleanEquals('$.done', false),
  );
  const isExtracted = new sfn.Choice(scope, 'ItemExtracted?')
    .when(isUnfinished, extract)
    .otherwise(new sfn.Succeed(scope, 'ItemExtracted'));
  return new sfn.Map(scope, 'ExtractCities', {
    itemsPath: '$.plan.workItems',
    maxConcurrency: extractConcurrency,
    resultPath: '$.items',
  }).itemProcessor(extract.next(isExtracted));
};

/** The hours of a run whose work items have only listed the locations: those that come from the archive. */
export const archiveHours = (scope: Construct, job: IJob): sfn.Chain =>
  new sfn.Choice(scope, 'HoursInArchive?')
    .when(sfn.Condition.stringEquals('$.plan.source', 'archive'), extractArchive(scope, job))
    .afterwards({ includeOtherwise: true });

/** Adds up what the items answered. What it answers is all that the run goes on with: the items themselves are left behind. */
export const summarizeExtraction = (scope: Construct, lambda: IFunction): sfn.TaskStateBase =>
  lambdaTask(scope, 'SummarizeExtraction', {
    function: lambda,
    payload: sfn.TaskInput.fromObject({
      plan: sfn.JsonPath.objectAt('$.plan'),
      items: sfn.JsonPath.objectAt('$.items'),
    }),
    keep: { ...payloadFields(['plan']), extraction: payloadFields(SUMMARY_FIELDS, 'extraction') },
    limit: LIMITS.summarize,
    retries: [RETRIES.transient],
  });

/** What is kept of the summary: the load's values, and what a person wants to see in the console. */
const SUMMARY_FIELDS = [
  'rows',
  'keptRows',
  'keptDays',
  'values',
  'gaps',
  'valuesNulled',
  'unitChanges',
  'changedNames',
  'flaggedValues',
  'requests',
  'objects',
  'citiesWithoutData',
  'cities',
] as const;
