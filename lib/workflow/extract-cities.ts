import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { extractionSchema } from '../../lambdas/shared/schemas/extraction';
import type { FailurePath } from './failure-path';
import { lambdaTask } from './lambda-task';
import { LIMITS, RETRIES } from './limits';

export interface ExtractCitiesProps {
  readonly extract: IFunction;
  readonly maxConcurrency: number;
  readonly failurePath: FailurePath;
}

/**
 * Extracts the work items side by side. An item that fails writes down which one it was and fails the Map, which ends the
 * other items and takes the failure path.
 */
export const extractCities = (scope: Construct, props: ExtractCitiesProps): sfn.Map => {
  const extract = lambdaTask(scope, 'Extract', {
    function: props.extract,
    payload: sfn.TaskInput.fromJsonPathAt('$'),
    // Everything but the keys, of which a year has hundreds: a state's data may hold 256 KiB.
    fields: Object.keys(extractionSchema.shape),
    limit: LIMITS.extract,
    retries: [RETRIES.extract],
  });
  const failed = new sfn.Pass(scope, 'ExtractFailed', {
    parameters: {
      error: sfn.JsonPath.stringAt('$.caught.Error'),
      cause: sfn.JsonPath.format(
        '{} {} to {}: {}',
        sfn.JsonPath.stringAt('$.city.name'),
        sfn.JsonPath.stringAt('$.window.start'),
        sfn.JsonPath.stringAt('$.window.end'),
        sfn.JsonPath.stringAt('$.caught.Cause'),
      ),
    },
  });
  failed.next(new sfn.Fail(scope, 'ExtractItemFailed', { errorPath: '$.error', causePath: '$.cause' }));
  extract.addCatch(failed, { resultPath: '$.caught' });

  const map = new sfn.Map(scope, 'ExtractCities', {
    itemsPath: '$.plan.workItems',
    maxConcurrency: props.maxConcurrency,
    resultPath: '$.extraction',
  });
  map.itemProcessor(extract);
  props.failurePath.catchAll(map);
  return map;
};
