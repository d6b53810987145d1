import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, type FileAssetLocation } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RUNS_AT_ONCE } from '../../lambdas/shared/domain/capacity';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { createLogGroup } from '../retention';
import { SQL_DIRECTORY, sqlFiles } from '../sql-statements';
import type { TransformJobProps } from './props';
import { publishFiles } from './publish-files';
import { TransformJobRole } from './role';

const SCRIPTS = join(__dirname, '../..', 'glue_jobs');
const SCRIPT = 'openaq_to_redshift.py';
const TRANSFORM = join(SQL_DIRECTORY, 'transform');

/** The script that reads OpenAQ's archive, which no job runs yet, and what it alone imports. */
const OF_THE_ARCHIVE = /^(?:openaq_)?archive_|^hadoop_files/;

/** The modules that the script imports. */
const PARTS = readdirSync(SCRIPTS)
  .filter((file) => file.endsWith('.py') && file !== SCRIPT && !OF_THE_ARCHIVE.test(file))
  .sort();

/** What they read: the lake's contract and the SQL files. */
const EXTRA_FILES = [...sqlFiles('transform'), 'lake.json'];

/** How long a run of the job may take; the state machine waits for it a little longer. */
const JOB_TIMEOUT = Duration.minutes(60);

/** The Glue job: runs `sql/transform` over the Parquet files of a run's window and fills the staging tables. */
export class TransformJob extends Construct {
  readonly job: glue.PySparkEtlJob;
  /** What the script prints: one JSON object a line, with the counts of the run in the last one. */
  readonly outputLog: logs.LogGroup;

  constructor(scope: Construct, id: string, props: TransformJobProps) {
    super(scope, id);
    const { transform } = props.configuration;
    const logPrefix = `/aws-glue/${transform.jobName}`;
    const files = publishFiles(this, [
      ...[SCRIPT, ...PARTS].map((file) => join(SCRIPTS, file)),
      ...EXTRA_FILES.map((file) => join(TRANSFORM, file)),
    ]);
    const [script, ...others] = files.map((file) => this.toCode(file));
    if (script === undefined) throw new Error(`${SCRIPT} was not published`);
    const logGroup = (stream: string) =>
      createLogGroup(this, `${stream}Log`, props.configuration, `${logPrefix}/${stream}`);
    this.outputLog = logGroup('output');
    const role = new TransformJobRole(this, 'Role', {
      ...props,
      files,
      logGroups: [this.outputLog, logGroup('error')],
    });
    this.job = new glue.PySparkEtlJob(this, 'Job', {
      jobName: transform.jobName,
      description: 'Checks and de-duplicates extracted measurements and stages them in Redshift',
      script,
      // Each module is a file of its own: Glue asks for a zip only where a library is more than one file
      // (aws-glue-programming-python-libraries.html).
      extraPythonFiles: others.slice(0, PARTS.length),
      extraFiles: others.slice(PARTS.length),
      // Every permission stands in TransformJobRole; the construct would add wider ones.
      role: role.withoutPolicyUpdates(),
      glueVersion: glue.GlueVersion.V5_1,
      workerConfiguration: {
        workerType: WORKER_TYPES[transform.workerType],
        numberOfWorkers: transform.workers,
      },
      timeout: JOB_TIMEOUT,
      maxRetries: 0,
      maxConcurrentRuns: RUNS_AT_ONCE,
      connections: [props.connection],
      // Metrics would be sent to CloudWatch, which the VPC has no endpoint for; the job's counts are in its output (lib/monitoring).
      enableMetrics: false,
      enableObservabilityMetrics: false,
      // Continuous logging is of Glue 4 and older: since Glue 5 every job logs at once, to two groups under a prefix.
      continuousLogging: { enabled: false },
      defaultArguments: {
        '--custom-logGroup-prefix': logPrefix,
        '--job-bookmark-option': 'job-bookmark-disable',
        '--TempDir': `s3://${props.bucket.bucketName}/${PREFIXES.temp}`,
        '--manifest_location': `s3://${props.bucket.bucketName}/${PREFIXES.manifests}`,
        '--source_database': props.catalog.database.databaseName,
        '--target_schema': props.warehouse.schema,
        '--redshift_connection': props.connection.connectionName,
        '--redshift_database': props.warehouse.databaseName,
        '--copy_role_arn': props.copyRoleArn,
      },
    });
  }

  private toCode({ bucketName, objectKey }: FileAssetLocation): glue.Code {
    const bucket = this.node.tryFindChild('AssetBucket') ?? s3.Bucket.fromBucketName(this, 'AssetBucket', bucketName);
    return glue.Code.fromBucket(bucket as s3.IBucket, objectKey);
  }
}

const WORKER_TYPES = { 'G.1X': glue.WorkerType.G_1X, 'G.2X': glue.WorkerType.G_2X } as const;
