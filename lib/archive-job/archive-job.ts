import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { SparkJob } from '../spark-job';
import { SQL_DIRECTORY, sqlFiles } from '../sql-statements';
import { ARCHIVE_BUCKET, ArchiveJobRole } from './role';

export interface ArchiveJobProps {
  readonly configuration: Configuration;
  readonly bucket: s3.IBucket;
}

/** The SQL files, the rules of values, and the lake's contract. */
const EXTRA_FILES = [
  ...[...sqlFiles('archive'), 'pollutants.json'].map((file) => join('archive', file)),
  join('transform', 'lake.json'),
];

/**
 * The Glue job that reads OpenAQ's archive in place of the API (docs/archive.md). It has no connection: the archive lies in
 * us-east-1, whereto the VPC of the warehouse has no way.
 */
export class ArchiveJob extends SparkJob {
  constructor(scope: Construct, id: string, { configuration, bucket }: ArchiveJobProps) {
    super(scope, id, {
      configuration,
      size: configuration.archive,
      description: "Writes days of the data lake from OpenAQ's public archive",
      script: 'openaq_archive_to_lake.py',
      extraFiles: EXTRA_FILES.map((file) => join(SQL_DIRECTORY, file)),
      role: (job, ofJob) => new ArchiveJobRole(job, 'Role', { bucket, ...ofJob }),
      timeout: Duration.hours(4),
      arguments: {
        '--archive_location': `s3://${ARCHIVE_BUCKET}/`,
        '--lake_location': `s3://${bucket.bucketName}/`,
        '--pollutants': configuration.pollutants.join(),
      },
    });
  }
}
