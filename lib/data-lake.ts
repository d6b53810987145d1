import { Aws, Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PREFIXES } from '../lambdas/shared/domain/object-keys';
import type { Configuration } from './configuration';
import { removalPolicyOf } from './retention';

/** Age at which manifests are deleted. */
const MANIFEST_EXPIRY = Duration.days(30);

/** The bucket of the Parquet files and of Glue's temporary files, and the bucket of its access logs. */
export class DataLake extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, configuration: Configuration) {
    super(scope, id);
    const { dataLake, region } = configuration;
    const secured = {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: removalPolicyOf(configuration),
    };
    const accessLogs = new s3.Bucket(this, 'AccessLogs', {
      ...secured,
      lifecycleRules: [{ id: 'expire', expiration: Duration.days(90) }],
    });
    this.bucket = new s3.Bucket(this, 'Bucket', {
      bucketName: dataLake.bucketName ?? `openaq-data-pipeline-${Aws.ACCOUNT_ID}-${region}`,
      ...secured,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'data-lake/',
      lifecycleRules: [
        { id: 'expire-temporary-files', prefix: PREFIXES.temp, expiration: Duration.days(dataLake.tempExpiryDays) },
        // A run can be redriven for 14 days, and then reads its manifests again.
        { id: 'expire-manifests', prefix: PREFIXES.manifests, expiration: MANIFEST_EXPIRY },
        {
          id: 'expire-overwritten-versions',
          noncurrentVersionExpiration: Duration.days(dataLake.oldVersionExpiryDays),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }
}
