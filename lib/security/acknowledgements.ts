import { type Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TABLE_PREFIX } from '../../lambdas/shared/domain/lake';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { ARCHIVE_BUCKET, ARCHIVE_FILES } from '../archive-job';
import type { Configuration } from '../configuration';

/** A finding of cdk-nag, or a warning of the CDK, that stays, and why. */
interface Acknowledgement {
  /** Path of the construct below the stack. */
  readonly path: string;
  /** Rule, and for a wildcard the very permission. */
  readonly id: string;
  readonly reason: string;
}

/** How cdk-nag writes the ARN of the data lake's bucket. */
const BUCKET = '<DataLakeBucketEF1CCA5A.Arn>';

const GLUE_LOGS = 'CloudWatch Logs encrypts every log group at rest; the log holds counts and keys, no secrets';

const wildcard = (path: string, resource: string, reason: string): Acknowledgement => ({
  path,
  id: `AwsSolutions-IAM5[Resource::${resource}]`,
  reason,
});

const objects = (path: string, prefixes: readonly (keyof typeof PREFIXES)[]): Acknowledgement[] =>
  prefixes.map((prefix) =>
    wildcard(
      path,
      `${BUCKET}/${PREFIXES[prefix]}*`,
      'objects below a prefix have no names that could be listed beforehand',
    ),
  );

/** Every finding that is accepted, for a configuration. Each names one finding; there are none for a whole rule. */
export const acknowledgements = (configuration: Configuration, partition: string): Acknowledgement[] => {
  const { region, catalog, network } = configuration;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:<AWS::AccountId>:${resource}`;
  const unscoped = 'only actions of UNSCOPED_ACTIONS, for which AWS offers no narrower resource';
  return [
    ...objects('RedshiftS3Role', ['temp']),
    ...objects('ArchiveJob/Role', ['locations', 'measurements', 'manifests', 'archive', 'extractions']),
    wildcard(
      'ArchiveJob/Role',
      `arn:<AWS::Partition>:s3:::${ARCHIVE_BUCKET}/${ARCHIVE_FILES}*`,
      "files of OpenAQ's public archive, whose names are made from locations and dates",
    ),
    ...objects('Extraction/SummarizeExtraction/Role', ['extractions']),
    ...objects('Extraction/Extract/Role', ['measurements', 'locations', 'manifests', 'extractions']),
    ...objects('Catalog/CrawlerRole', ['measurements', 'locations']),
    wildcard(
      'Catalog/CrawlerRole',
      arn('glue', `table/${catalog.databaseName}/${TABLE_PREFIX}*`),
      'the crawler makes the tables; the prefix is its own',
    ),
    wildcard(
      'Catalog/CrawlerRole',
      arn('logs', 'log-group:/aws-glue/crawlers:*'),
      'streams of the one log group that Glue gives all crawlers',
    ),
    ...objects('TransformJob/Role', ['measurements', 'locations', 'manifests', 'temp']),
    wildcard(
      'TransformJob/Role',
      arn('glue', `table/<CatalogDatabase44483CA3>/${TABLE_PREFIX}*`),
      'the tables of the crawler; the prefix is its own',
    ),
    wildcard(
      'TransformJob/Role',
      arn('ec2', 'network-interface/*'),
      'Glue makes the interfaces, and a condition admits those with its tag alone',
    ),
    wildcard('TransformJob/Role', '*', unscoped),
    wildcard('Workflow/Role', '*', unscoped),
    wildcard('Workflow/Role/OwnStatements', '*', unscoped),
    ...(configuration.warehouse.pauseBetweenRuns ? [wildcard('Workflow/PauseAfterRun/Role', '*', unscoped)] : []),
    wildcard(
      'Monitoring/RunEvents/TellFailure/Role',
      arn('states', `execution:${configuration.name}:*`),
      'the runs of the one state machine, whose names are given when they start',
    ),
    { path: 'Catalog/Crawler', id: 'AwsSolutions-GL1', reason: GLUE_LOGS },
    ...['TransformJob/Job', 'ArchiveJob/Job'].flatMap((path) => [
      { path, id: 'AwsSolutions-GL1', reason: GLUE_LOGS },
      { path, id: 'AwsSolutions-GL3', reason: 'bookmarks are disabled, so there are none to encrypt' },
    ]),
    {
      path: 'Extraction/ApiKey',
      id: 'AwsSolutions-SMG4',
      reason:
        'OpenAQ gives keys to persons by hand and has no way to rotate one; docs/runbook.md tells how to replace it',
    },
    {
      path: 'DailySchedule/DeadLetters',
      id: 'AwsSolutions-SQS3',
      reason: 'it is the dead-letter queue of the schedule, which cdk-nag does not see',
    },
    {
      path: 'Warehouse/Cluster',
      id: 'AwsSolutions-RS4',
      reason: 'the plan asks for 5439, which every tool expects; hiding the port protects nothing (docs/adr/0010)',
    },
    {
      path: 'Warehouse/Cluster',
      id: 'AwsSolutions-RS8',
      reason: 'only with warehouse.allowedCidrs, and for those ranges alone: hosted Looker has no other way in',
    },
    {
      path: 'Warehouse/AdminSecret',
      id: 'AwsSolutions-SMG4',
      reason: 'only with Redshift Serverless, whose own rotated secret CloudFormation does not reveal (aws-cdk #29930)',
    },
    ...(network.vpcId === undefined ? [] : existingNetwork(network.subnetIds.length)),
  ];
};

/** Warnings about an existing VPC, whose ids are given so that synth needs no account. */
const existingNetwork = (subnets: number): Acknowledgement[] => [
  {
    path: 'WarehouseConnection',
    id: 'CloudFormation-Validate::W3010',
    reason: 'the zone of the subnet that network.subnetIds names; Glue wants both, and they must agree',
  },
  ...Array.from({ length: subnets }, (_, index) => ({
    path: `Network/Vpc/PrivateSubnet${index + 1}`,
    id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
    reason: 'route tables are given as network.routeTableIds, and nothing reads them from the subnet',
  })),
];

/** Tells cdk-nag which findings are known, each at its construct. Without cdk-nag it changes nothing. */
export const acknowledgeFindings = (stack: Stack, configuration: Configuration): void => {
  for (const { path, id, reason } of acknowledgements(configuration, stack.partition)) {
    const construct = path
      .split('/')
      .reduce<Construct | undefined>((parent, name) => parent?.node.tryFindChild(name) as Construct | undefined, stack);
    if (construct !== undefined) Validations.of(construct).acknowledge({ id, reason });
  }
};
