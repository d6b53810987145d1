import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from '../support/pipeline-template';

const template = templateOf();
const buckets = template.findResources('AWS::S3::Bucket');

describe('the data lake', () => {
  it('is a versioned bucket named after account and region, with SSE-S3 and without public access', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: { 'Fn::Join': ['', ['openaq-data-pipeline-', { Ref: 'AWS::AccountId' }, '-ap-southeast-1']] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it('keeps data for ever, temporary files as long as a run can be redriven, manifests and overwritten versions a month', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          { Id: 'expire-temporary-files', Prefix: 'temp/', ExpirationInDays: 15, Status: 'Enabled' },
          { Id: 'expire-manifests', Prefix: 'manifests/', ExpirationInDays: 30, Status: 'Enabled' },
          {
            Id: 'expire-overwritten-versions',
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            ExpiredObjectDeleteMarker: true,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            Status: 'Enabled',
          },
        ],
      },
    });
  });

  it('logs each access to a bucket of its own', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: {
        DestinationBucketName: { Ref: Match.stringLikeRegexp('^DataLakeAccessLogs') },
        LogFilePrefix: 'data-lake/',
      },
    });
  });

  it('refuses requests without TLS 1.2, in every bucket', () => {
    const policies = Object.values(template.findResources('AWS::S3::BucketPolicy'));

    expect(policies).toHaveLength(Object.keys(buckets).length);
    for (const { Properties } of policies) {
      expect(Properties.PolicyDocument.Statement).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          expect.objectContaining({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
          }),
        ]),
      );
    }
  });

  it('takes the configured name and ages', () => {
    templateOf({
      dataLake: { bucketName: 'air-lake', tempExpiryDays: 2, oldVersionExpiryDays: 90 },
    }).hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'air-lake',
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ Prefix: 'temp/', ExpirationInDays: 2 }),
          Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 } }),
        ]),
      },
    });
  });
});
