import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { RETRIES } from './limits';

export interface LambdaTaskProps {
  readonly function: IFunction;
  readonly payload: sfn.TaskInput;
  /** Fields of the function's answer that are kept. */
  readonly fields: readonly string[];
  readonly limit: Duration;
  /** Where the answer goes. @default - it replaces the data of the state */
  readonly resultPath?: string;
  /** Retries of the function's own errors. @default - only Lambda's failures are retried */
  readonly retries?: readonly sfn.RetryProps[];
}

/** A task that invokes a function and keeps the named fields of its answer. */
export const lambdaTask = (scope: Construct, id: string, props: LambdaTaskProps): tasks.LambdaInvoke => {
  const task = new tasks.LambdaInvoke(scope, id, {
    lambdaFunction: props.function,
    payload: props.payload,
    resultSelector: Object.fromEntries(props.fields.map((field) => [`${field}.$`, `$.Payload.${field}`])),
    ...(props.resultPath === undefined ? {} : { resultPath: props.resultPath }),
    taskTimeout: sfn.Timeout.duration(props.limit),
    // RETRIES.lambdaService instead, which also knows a throttled invocation.
    retryOnServiceExceptions: false,
  });
  for (const retry of [RETRIES.lambdaService, ...(props.retries ?? [])]) task.addRetry(retry);
  return task;
};
