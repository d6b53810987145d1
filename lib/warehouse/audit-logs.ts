import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { createLogGroup } from '../retention';

/** What Redshift exports to CloudWatch Logs, each to a log group of its own. */
export const AUDIT_LOGS = ['connectionlog', 'userlog', 'useractivitylog'];

/** Made beforehand, because Redshift would make them without a retention. */
export const createAuditLogGroups = (scope: Construct, configuration: Configuration, prefix: string): LogGroup[] =>
  AUDIT_LOGS.map((name) => createLogGroup(scope, `${name}Group`, configuration, `${prefix}/${name}`));
