import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { lambdaTask } from './lambda-task';
import { LIMITS, RETRIES } from './limits';

export interface ExtractCitiesProps {
  readonly extract: IFunction;
  readonly maxConcurrency: number;
}

/**
 * Extracts the work items side by side. An item that one invocation cannot finish comes back with how far it got and goes
 * into the next one. An item that fails fails the Map with its own error; a redrive repeats the failed items alone.
 */
export const extractCities = (scope: Construct, props: ExtractCitiesProps): sfn.Map => {
  const extract = lambdaTask(scope, 'Extract', {
    function: props.extract,
    payload: sfn.TaskInput.fromJsonPathAt('$'),
    limit: LIMITS.extract,
    // The item's data is the next invocation's payload, or the item's result.
    outputPath: '$.Payload',
    retries: [RETRIES.extract],
  });
  const isUnfinished = sfn.Condition.and(
    sfn.Condition.isPresent('$.done'),
    sfn.Condition.booleanEquals('$.done', false),
  );
  const isExtracted = new sfn.Choice(scope, 'ItemExtracted?')
    .when(isUnfinished, extract)
    .otherwise(new sfn.Succeed(scope, 'ItemExtracted'));

  const map = new sfn.Map(scope, 'ExtractCities', {
    itemsPath: '$.plan.workItems',
    maxConcurrency: props.maxConcurrency,
    resultPath: '$.extraction',
  });
  map.itemProcessor(extract.next(isExtracted));
  return map;
};
