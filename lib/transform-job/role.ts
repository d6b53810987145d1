import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { catalogArns } from '../catalog';
import { allow, policies } from '../permissions';
import { S3A_LISTS, S3A_WRITES, type SparkJobRoleProps, s3aFolder } from '../spark-job';
import type { TransformJobProps } from './props';

export interface TransformJobRoleProps
  extends SparkJobRoleProps,
    Pick<TransformJobProps, 'bucket' | 'catalog' | 'network' | 'warehouse' | 'configuration'> {}

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

const dataLakeStatements = ({ bucket, files }: TransformJobRoleProps): iam.PolicyStatement[] => [
  allow(S3A_LISTS, [bucket.bucketArn]),
  allow(
    ['s3:GetObject'],
    READ.flatMap((prefix) => s3aFolder(bucket, prefix)),
  ),
  allow([...S3A_WRITES, 's3:DeleteObject'], s3aFolder(bucket, PREFIXES.temp)),
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
