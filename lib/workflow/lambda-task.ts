import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { RETRIES } from './limits';

export interface LambdaTaskProps {
  readonly function: IFunction;
  readonly payload: sfn.TaskInput;
  readonly limit: Duration;
  /** What is kept of the function's answer. @default - the envelope as it is; `outputPath` chooses from it */
  readonly keep?: Readonly<Record<string, unknown>>;
  /** Where the answer goes. @default - it replaces the data of the state */
  readonly resultPath?: string;
  /** What becomes the data of the state. @default - all of it */
  readonly outputPath?: string;
  /** Retries of the function's own errors. @default - only Lambda's failures are retried */
  readonly retries?: readonly sfn.RetryProps[];
}

/** Fields of a function's answer, or of a part of it, each under its own name. */
export const payloadFields = (fields: readonly string[], part?: string): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [`${field}.$`, ['$.Payload', part, field].filter(Boolean).join('.')]));

/** A task that invokes a function. Lambda's failures are retried at once, a throttled invocation for as long as it may take. */
export const lambdaTask = (scope: Construct, id: string, props: LambdaTaskProps): tasks.LambdaInvoke => {
  const { keep, resultPath, outputPath } = props;
  const task = new tasks.LambdaInvoke(scope, id, {
    lambdaFunction: props.function,
    payload: props.payload,
    ...(keep && { resultSelector: keep }),
    ...(resultPath && { resultPath }),
    ...(outputPath && { outputPath }),
    taskTimeout: sfn.Timeout.duration(props.limit),
    // RETRIES instead, which also know a throttled invocation.
    retryOnServiceExceptions: false,
  });
  for (const retry of [RETRIES.lambdaService, RETRIES.lambdaThrottled, ...(props.retries ?? [])]) task.addRetry(retry);
  return task;
};
