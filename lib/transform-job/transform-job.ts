import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { SparkJob } from '../spark-job';
import { SQL_DIRECTORY, sqlFiles } from '../sql-statements';
import type { TransformJobProps } from './props';
import { TransformJobRole } from './role';

/** The lake's contract and the SQL files. */
const EXTRA_FILES = [...sqlFiles('transform'), 'lake.json'];

/** The Glue job: runs `sql/transform` over the Parquet files of a run's window and fills the staging tables. */
export class TransformJob extends SparkJob {
  constructor(scope: Construct, id: string, props: TransformJobProps) {
    const { configuration, bucket, catalog, warehouse, connection } = props;
    super(scope, id, {
      configuration,
      size: configuration.transform,
      description: 'Checks and de-duplicates extracted measurements and stages them in Redshift',
      script: 'openaq_to_redshift.py',
      extraFiles: EXTRA_FILES.map((file) => join(SQL_DIRECTORY, 'transform', file)),
      role: (job, ofJob) => new TransformJobRole(job, 'Role', { ...props, ...ofJob }),
      timeout: Duration.minutes(60),
      connections: [connection],
      arguments: {
        '--TempDir': `s3://${bucket.bucketName}/${PREFIXES.temp}`,
        '--manifest_location': `s3://${bucket.bucketName}/${PREFIXES.manifests}`,
        '--source_database': catalog.database.databaseName,
        '--target_schema': warehouse.schema,
        '--redshift_connection': connection.connectionName,
        '--redshift_database': warehouse.databaseName,
        '--copy_role_arn': props.copyRoleArn,
      },
    });
  }
}
