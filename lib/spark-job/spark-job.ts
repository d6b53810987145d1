import { join } from 'node:path';
import type { Duration, FileAssetLocation } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RUNS_AT_ONCE } from '../../lambdas/shared/domain/capacity';
import type { Configuration } from '../configuration';
import { createLogGroup } from '../retention';
import { modulesOf, SCRIPTS } from './modules';
import { publishFiles } from './publish-files';

/** What the role of a job must reach besides its data. */
export interface SparkJobRoleProps {
  /** Script, its modules and what they read, which the job reads when it starts. */
  readonly files: readonly FileAssetLocation[];
  readonly logGroups: readonly logs.ILogGroup[];
}

export interface SparkJobProps {
  readonly configuration: Configuration;
  readonly size: Pick<Configuration['transform'], 'jobName' | 'workerType' | 'workers'>;
  readonly description: string;
  /** The script's name in `glue_jobs/`. */
  readonly script: string;
  /** Paths of the files that script and modules read: contracts and SQL. */
  readonly extraFiles: readonly string[];
  /** Makes the job's role, with every permission: the construct would add wider ones. */
  readonly role: (scope: Construct, props: SparkJobRoleProps) => iam.Role;
  /** How long a run of the job may take; the state machine waits for it a little longer. */
  readonly timeout: Duration;
  /** @default - none, so the job runs outside of the VPC */
  readonly connections?: readonly glue.IConnection[];
  readonly arguments: Readonly<Record<string, string>>;
}

/** A Glue job of one script of `glue_jobs/`, with its published files and its logs. */
export class SparkJob extends Construct {
  readonly job: glue.PySparkEtlJob;
  /** What the script prints: one JSON object a line, with the counts of the run in the last ones. */
  readonly outputLog: logs.LogGroup;

  constructor(scope: Construct, id: string, props: SparkJobProps) {
    super(scope, id);
    const { configuration, size, connections = [] } = props;
    const logPrefix = `/aws-glue/${size.jobName}`;
    const modules = modulesOf(props.script);
    const files = publishFiles(this, [
      ...[props.script, ...modules].map((file) => join(SCRIPTS, file)),
      ...props.extraFiles,
    ]);
    const [script, ...others] = files.map((file) => this.toCode(file));
    if (script === undefined) throw new Error(`${props.script} was not published`);
    const logGroup = (stream: string) => createLogGroup(this, `${stream}Log`, configuration, `${logPrefix}/${stream}`);
    this.outputLog = logGroup('output');
    const role = props.role(this, { files, logGroups: [this.outputLog, logGroup('error')] });
    this.job = new glue.PySparkEtlJob(this, 'Job', {
      jobName: size.jobName,
      description: props.description,
      script,
      // Each module is a file of its own: Glue asks for a zip only where a library is more than one file
      // (aws-glue-programming-python-libraries.html).
      extraPythonFiles: others.slice(0, modules.length),
      extraFiles: others.slice(modules.length),
      role: role.withoutPolicyUpdates(),
      glueVersion: glue.GlueVersion.V5_1,
      workerConfiguration: { workerType: WORKER_TYPES[size.workerType], numberOfWorkers: size.workers },
      timeout: props.timeout,
      maxRetries: 0,
      maxConcurrentRuns: RUNS_AT_ONCE,
      ...(connections.length > 0 && { connections: [...connections] }),
      // The counts of a job are in its output (lib/monitoring). CloudWatch has no endpoint in the VPC.
      enableMetrics: false,
      enableObservabilityMetrics: false,
      // Continuous logging is of Glue 4 and older: since Glue 5 every job logs at once, to two groups under a prefix.
      continuousLogging: { enabled: false },
      defaultArguments: {
        '--custom-logGroup-prefix': logPrefix,
        '--job-bookmark-option': 'job-bookmark-disable',
        ...props.arguments,
      },
    });
  }

  private toCode({ bucketName, objectKey }: FileAssetLocation): glue.Code {
    const bucket = this.node.tryFindChild('AssetBucket') ?? s3.Bucket.fromBucketName(this, 'AssetBucket', bucketName);
    return glue.Code.fromBucket(bucket as s3.IBucket, objectKey);
  }
}

const WORKER_TYPES = { 'G.1X': glue.WorkerType.G_1X, 'G.2X': glue.WorkerType.G_2X } as const;
