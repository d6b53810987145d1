import { join } from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Configuration } from './configuration';
import { allow, policies } from './permissions';
import { createLogGroup } from './retention';

/** Namespace of every metric that the pipeline emits. */
export const METRICS_NAMESPACE = 'OpenAqPipeline';

const REPOSITORY = join(__dirname, '..');

export interface PipelineFunctionProps {
  readonly configuration: Configuration;
  /** Folder under `lambdas/`, also the name of the service in logs and metrics. */
  readonly service: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly memoryMegabytes: number;
  /** Most invocations at one time, where the configuration reserves concurrency. @default - what the account has left */
  readonly concurrency?: number;
  readonly environment?: Record<string, string>;
  /** What the function may do besides writing its log. */
  readonly statements?: iam.PolicyStatement[];
  /** Takes events that the function failed on three times. @default - the events come from a caller that is told */
  readonly deadLetterQueue?: IQueue;
}

/** One Lambda function of the pipeline with a role and a log group of its own. */
export class PipelineFunction extends Construct {
  readonly function: NodejsFunction;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const { configuration, service } = props;
    const logGroup = createLogGroup(this, 'Logs', configuration);
    this.function = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: join(REPOSITORY, 'lambdas', service, 'index.ts'),
      depsLockFilePath: join(REPOSITORY, 'package-lock.json'),
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memoryMegabytes,
      ...(configuration.reserveConcurrency && props.concurrency !== undefined
        ? { reservedConcurrentExecutions: props.concurrency }
        : {}),
      ...(props.deadLetterQueue && { deadLetterQueue: props.deadLetterQueue }),
      logGroup,
      role: this.role(props, logGroup).withoutPolicyUpdates(),
      environment: {
        POWERTOOLS_SERVICE_NAME: service,
        POWERTOOLS_LOG_LEVEL: configuration.logLevel.toUpperCase(),
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
        ...props.environment,
      },
      // Not the SDK of the runtime, which changes under a deployed function: what was tested is what runs.
      bundling: {
        format: OutputFormat.CJS,
        target: 'node24',
        externalModules: [],
        // The SDK's ES modules, of which what nobody uses is left out: half of the bytes and of the time to load.
        mainFields: ['module', 'main'],
        minify: true,
        keepNames: true,
        tsconfig: join(REPOSITORY, 'lambdas/tsconfig.bundle.json'),
      },
    });
  }

  private role(
    { service, statements = [], deadLetterQueue }: PipelineFunctionProps,
    logGroup: logs.LogGroup,
  ): iam.Role {
    return new iam.Role(this, 'Role', {
      description: `Lambda function ${service}`,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: policies({
        Access: [
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
          ...statements,
          ...(deadLetterQueue === undefined ? [] : [allow(['sqs:SendMessage'], [deadLetterQueue.queueArn])]),
        ],
      }),
    });
  }
}
