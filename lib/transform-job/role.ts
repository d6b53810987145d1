import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { catalogArns } from '../catalog';
import { PREFIXES } from '../data-lake';
import type { PublishedFile } from '../named-files';
import type { TransformJobProps } from './props';

export interface TransformJobRoleProps
  extends Pick<TransformJobProps, 'bucket' | 'catalog' | 'network' | 'warehouse' | 'configuration'> {
  /** Script and SQL files, which the job reads when it starts. */
  readonly files: readonly PublishedFile[];
  readonly logGroups: readonly ILogGroup[];
}

/** What the Glue job may do, and no more. */
export class TransformJobRole extends iam.Role {
  constructor(scope: Construct, id: string, props: TransformJobRoleProps) {
    super(scope, id, {
      description: 'Glue job: reads the data lake, stages rows in Redshift',
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      inlinePolicies: {
        ReadDataLake: document(dataLakeStatements(props)),
        ReadCatalog: document(catalogStatements(scope, props)),
        UseNetwork: document(networkStatements(scope, props)),
        WriteLogs: document(logStatements(props)),
      },
    });
  }
}

const document = (statements: iam.PolicyStatement[]) => new iam.PolicyDocument({ statements });

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
  new iam.PolicyStatement({
    actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
    resources: [bucket.bucketArn],
  }),
  new iam.PolicyStatement({
    actions: ['s3:GetObject'],
    resources: READ.flatMap((prefix) => folder(bucket, prefix)),
  }),
  new iam.PolicyStatement({
    actions: [
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ],
    resources: folder(bucket, PREFIXES.temp),
  }),
  new iam.PolicyStatement({
    actions: ['s3:GetObject'],
    resources: files.map(({ bucketName, objectKey }) => `arn:${Aws.PARTITION}:s3:::${bucketName}/${objectKey}`),
  }),
];

const catalogStatements = (
  scope: Construct,
  { catalog, configuration, warehouse }: TransformJobRoleProps,
): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'],
    resources: catalogArns(scope, catalog.database.databaseName),
  }),
  new iam.PolicyStatement({
    actions: ['glue:GetConnection'],
    resources: ['catalog', `connection/${configuration.transform.connectionName}`].map((resource) =>
      Stack.of(scope).formatArn({ service: 'glue', resource }),
    ),
  }),
  new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [warehouse.adminSecretArn] }),
];

/** Glue puts the job's network interfaces into the subnet of the connection, with the permissions of the job's role. */
const networkStatements = (scope: Construct, { network }: TransformJobRoleProps): iam.PolicyStatement[] => {
  const ec2Arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'ec2', resource, resourceName });
  const interfaces = ec2Arn('network-interface', '*');
  return [
    new iam.PolicyStatement({
      actions: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcAttribute',
        'ec2:DescribeVpcEndpoints',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface'],
      resources: [
        interfaces,
        ec2Arn('subnet', network.glueSubnet.subnetId),
        ec2Arn('security-group', network.glueSecurityGroup.securityGroupId),
      ],
    }),
    new iam.PolicyStatement({
      actions: ['ec2:DeleteNetworkInterface'],
      resources: [interfaces],
      conditions: { Null: { 'aws:ResourceTag/aws-glue-service-resource': 'false' } },
    }),
    new iam.PolicyStatement({
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: [interfaces],
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['aws-glue-service-resource'] } },
    }),
  ];
};

const logStatements = ({ logGroups }: TransformJobRoleProps): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: logGroups.map(({ logGroupArn }) => logGroupArn),
  }),
];
