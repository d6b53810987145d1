import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration';

/** What happens to data when the stack is destroyed: it stays, unless both keys say that it goes. */
export const removalPolicyOf = ({ removal: { policy, confirm } }: Pick<Configuration, 'removal'>): RemovalPolicy =>
  policy === 'destroy' && confirm === 'delete-all-data'
    ? RemovalPolicy.DESTROY
    : // What a first deployment made goes again when it fails; otherwise the second would stumble over the names.
      RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** A log group that keeps its events as long as it is configured. @default logGroupName - CloudFormation chooses one */
export const createLogGroup = (
  scope: Construct,
  id: string,
  configuration: Configuration,
  logGroupName?: string,
): logs.LogGroup =>
  new logs.LogGroup(scope, id, {
    ...(logGroupName && { logGroupName }),
    retention: configuration.logRetentionDays,
    removalPolicy: removalPolicyOf(configuration),
  });

/** A queue that keeps what could not be delivered for as long as SQS can. */
export const createDeadLetterQueue = (scope: Construct, id: string, configuration: Configuration): sqs.Queue =>
  new sqs.Queue(scope, id, {
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: removalPolicyOf(configuration),
  });
