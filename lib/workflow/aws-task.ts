import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { LIMITS, RETRIES } from './limits';

export interface AwsTaskProps {
  /** Service and action as the SDK calls them, such as `glue:startCrawler`. */
  readonly call: `${string}:${string}`;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What is kept of the answer. @default - all of it */
  readonly keep?: Readonly<Record<string, unknown>>;
  /** Where the answer goes. @default - nowhere */
  readonly resultPath?: string;
  /** @default - asked again when the service does not answer: right for what changes nothing, or nothing more the second time */
  readonly retry?: sfn.RetryProps;
  /** Limit of one attempt. @default - that of a request */
  readonly limit?: Duration;
}

/** A task that calls an AWS API as it is. Its permission stands in the state machine's role. */
export const awsTask = (scope: Construct, id: string, props: AwsTaskProps): tasks.CallAwsService => {
  const { call, parameters, keep, resultPath, retry = RETRIES.read, limit = LIMITS.request } = props;
  const [service = '', action = ''] = call.split(':');
  const task = new tasks.CallAwsService(scope, id, {
    service,
    action,
    parameters,
    // Only for a policy that is not made: the role is closed to the constructs.
    iamResources: ['*'],
    ...(keep && { resultSelector: keep }),
    resultPath: resultPath ?? sfn.JsonPath.DISCARD,
    taskTimeout: sfn.Timeout.duration(limit),
  });
  task.addRetry(retry);
  return task;
};
