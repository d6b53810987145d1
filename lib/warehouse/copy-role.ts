import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIXES } from '../data-lake';

export interface RedshiftS3RoleProps {
  readonly bucket: IBucket;
}

/** The role with which Redshift's COPY reads what the Glue job left under `temp/`. It cannot write. */
export class RedshiftS3Role extends iam.Role {
  constructor(scope: Construct, id: string, { bucket }: RedshiftS3RoleProps) {
    super(scope, id, {
      description: 'Redshift COPY reads the temporary files of the Glue job',
      assumedBy: new iam.ServicePrincipal('redshift.amazonaws.com'),
      inlinePolicies: {
        ReadTemporaryFiles: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn] }),
            new iam.PolicyStatement({
              actions: ['s3:ListBucket'],
              resources: [bucket.bucketArn],
              conditions: { StringLike: { 's3:prefix': `${PREFIXES.temp}*` } },
            }),
            new iam.PolicyStatement({
              actions: ['s3:GetObject'],
              resources: [bucket.arnForObjects(`${PREFIXES.temp}*`)],
            }),
          ],
        }),
      },
    });
  }
}
