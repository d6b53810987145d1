import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { allow, policies } from '../permissions';
import { S3A_LISTS, S3A_WRITES, type SparkJobRoleProps, s3aFolder } from '../spark-job';

/** OpenAQ's public archive, in us-east-1. */
export const ARCHIVE_BUCKET = 'openaq-data-archive';

/** Where the files of all locations are in the archive. */
export const ARCHIVE_FILES = 'records/csv.gz/';

export interface ArchiveJobRoleProps extends SparkJobRoleProps {
  readonly bucket: s3.IBucket;
}

/** What the archive's job may do: read the archive and the lake's locations, write days, manifests and its own temporary files. */
export class ArchiveJobRole extends iam.Role {
  constructor(scope: Construct, id: string, { bucket, files, logGroups }: ArchiveJobRoleProps) {
    const inPartition = (path: string): string => `arn:${Aws.PARTITION}:s3:::${path}`;
    const foldersOf = (prefixes: readonly (keyof typeof PREFIXES)[]): string[] =>
      prefixes.flatMap((prefix) => s3aFolder(bucket, PREFIXES[prefix]));
    super(scope, id, {
      description: "Glue job: reads OpenAQ's archive, writes the data lake",
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      inlinePolicies: policies({
        ReadArchiveWriteDataLake: [
          // Without a condition on the prefix, as S3A_LISTS says; the bucket is public.
          allow(['s3:ListBucket'], [inPartition(ARCHIVE_BUCKET)]),
          allow(
            ['s3:GetObject'],
            [
              inPartition(`${ARCHIVE_BUCKET}/${ARCHIVE_FILES}*`),
              ...foldersOf(['locations']),
              ...files.map(({ bucketName, objectKey }) => inPartition(`${bucketName}/${objectKey}`)),
            ],
          ),
          allow(S3A_LISTS, [bucket.bucketArn]),
          allow(S3A_WRITES, foldersOf(['measurements', 'manifests', 'archive', 'extractions'])),
          allow(['s3:DeleteObject'], foldersOf(['archive', 'extractions'])),
        ],
        WriteLogs: [
          allow(
            ['logs:CreateLogStream', 'logs:PutLogEvents'],
            logGroups.map(({ logGroupArn }) => logGroupArn),
          ),
        ],
      }),
    });
  }
}
