import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { allow, policies } from '../permissions';

/** The role with which Redshift's COPY reads what the Glue job left under `temp/`. It cannot write. */
export class RedshiftS3Role extends iam.Role {
  constructor(scope: Construct, id: string, bucket: IBucket) {
    super(scope, id, {
      description: 'Redshift COPY reads the temporary files of the Glue job',
      assumedBy: new iam.ServicePrincipal('redshift.amazonaws.com'),
      inlinePolicies: policies({
        ReadTemporaryFiles: [
          allow(['s3:GetBucketLocation'], [bucket.bucketArn]),
          allow(['s3:ListBucket'], [bucket.bucketArn], { StringLike: { 's3:prefix': `${PREFIXES.temp}*` } }),
          allow(['s3:GetObject'], [bucket.arnForObjects(`${PREFIXES.temp}*`)]),
        ],
      }),
    });
  }
}
