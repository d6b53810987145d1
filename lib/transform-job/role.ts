import { Aws, type FileAssetLocation, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { catalogArns } from '../catalog';
import { allow, policies } from '../permissions';
import type { TransformJobProps } from './props';

export interface TransformJobRoleProps
  extends Pick<TransformJobProps, 'bucket' | 'catalog' | 'network' | 'warehouse' | 'configuration'> {
  /** Script, its parts and what they read, which the job reads when it starts. */
  readonly files: readonly FileAssetLocation[];
  readonly logGroups: readonly ILogGroup[];
}

/** What the Glue job may do, and no more. */
export class TransformJobRole extends iam.Role {
  constructor(scope: Construct, id: string, props: TransformJobRoleProps) {
    super(scope, id, {
      description: 'Glue job: reads the data lake, stages rows in Redshift',
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      inlinePolicies: policies({
        ReadDataLake: dataLakeStatements(props),
        ReadCatalog: catalogStatements(scope, props),
        UseNetwork: networkStatements(scope, props),
        WriteLogs: [
          allow(
            ['logs:CreateLogStream', 'logs:PutLogEvents'],
            props.logGroups.map(({ logGroupArn }) => logGroupArn),
          ),
        ],
      }),
    });
  }
}

/** What the job reads of the lake. */
const READ = [PREFIXES.measurements, PREFIXES.locations, PREFIXES.manifests];

/** A folder as S3A asks for it: the name itself, which it takes for a file first, and what is below. */
const folder = (bucket: s3.IBucket, prefix: string): string[] => [
  bucket.arnForObjects(prefix.replace(/\/$/, '')),
  bucket.arnForObjects(`${prefix}*`),
];

/**
 * Glue 5.1 reads and writes S3 through Hadoop's S3A. Its documented minimum ("Restricting S3A operations through AWS
 * Policies", hadoop-aws/assumed_roles.md) names whole families (s3:Get*, s3:Put*, s3:Delete*); these are the actions of it
 * that apply to objects without tags, ACLs and versions. The list carries no condition on the prefix: S3 answers the HEAD of
 * a name that does not exist with 404 to those alone who may list the bucket, and a HEAD carries no prefix.
 */
const dataLakeStatements = ({ bucket, files }: TransformJobRoleProps): iam.PolicyStatement[] => [
  allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [bucket.bucketArn]),
  allow(
    ['s3:GetObject'],
    READ.flatMap((prefix) => folder(bucket, prefix)),
  ),
  allow(
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    folder(bucket, PREFIXES.temp),
  ),
  allow(
    ['s3:GetObject'],
    files.map(({ bucketName, objectKey }) => `arn:${Aws.PARTITION}:s3:::${bucketName}/${objectKey}`),
  ),
];

const catalogStatements = (
  scope: Construct,
  { catalog, configuration, warehouse }: TransformJobRoleProps,
): iam.PolicyStatement[] => [
  allow(['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'], catalogArns(scope, catalog.database.databaseName)),
  allow(
    ['glue:GetConnection'],
    ['catalog', `connection/${configuration.transform.connectionName}`].map((resource) =>
      Stack.of(scope).formatArn({ service: 'glue', resource }),
    ),
  ),
  allow(['secretsmanager:GetSecretValue'], [warehouse.adminSecretArn]),
];

/** Glue puts the job's network interfaces into the subnet of the connection, with the permissions of the job's role. */
const networkStatements = (scope: Construct, { network }: TransformJobRoleProps): iam.PolicyStatement[] => {
  const ec2Arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'ec2', resource, resourceName });
  const interfaces = ec2Arn('network-interface', '*');
  return [
    allow(
      [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcAttribute',
        'ec2:DescribeVpcEndpoints',
      ],
      ['*'],
    ),
    allow(
      ['ec2:CreateNetworkInterface'],
      [
        interfaces,
        ec2Arn('subnet', network.glueSubnet.subnetId),
        ec2Arn('security-group', network.glueSecurityGroup.securityGroupId),
      ],
    ),
    allow(['ec2:DeleteNetworkInterface'], [interfaces], {
      Null: { 'aws:ResourceTag/aws-glue-service-resource': 'false' },
    }),
    allow(['ec2:CreateTags', 'ec2:DeleteTags'], [interfaces], {
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['aws-glue-service-resource'] },
    }),
  ];
};
