import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { TABLE_PREFIX } from '../lambdas/shared/domain/lake';
import { PREFIXES } from '../lambdas/shared/domain/object-keys';
import type { Configuration } from './configuration';
import { allow, policies } from './permissions';
import { removalPolicyOf } from './retention';

/** Depth of the table folders for the crawler, which counts the bucket as 1: `<bucket>/airquality/`. */
const TABLE_LEVEL = 2;

/** What the crawler catalogues; a run reads its manifests by their keys. */
const CRAWLED = [PREFIXES.measurements, PREFIXES.locations];

export interface CatalogProps {
  readonly configuration: Configuration;
  readonly bucket: IBucket;
}

/** The Glue database, and the crawler that makes and extends its tables from the folders of the bucket. */
export class Catalog extends Construct {
  readonly database: glue.Database;
  readonly crawlerName: string;
  readonly crawlerArn: string;

  constructor(scope: Construct, id: string, { configuration, bucket }: CatalogProps) {
    super(scope, id);
    const { databaseName, crawlerName } = configuration.catalog;
    this.database = new glue.Database(this, 'Database', {
      databaseName,
      description: 'OpenAQ Air Quality Data Catalog',
    });
    this.database.applyRemovalPolicy(removalPolicyOf(configuration));
    const crawler = new glue.CfnCrawler(this, 'Crawler', {
      name: crawlerName,
      description: 'Finds new days and cities of the OpenAQ data lake; started by the state machine',
      role: this.crawlerRole(bucket, databaseName).roleArn,
      databaseName: this.database.databaseName,
      tablePrefix: TABLE_PREFIX,
      targets: {
        s3Targets: CRAWLED.map((prefix) => ({
          path: `s3://${bucket.bucketName}/${prefix}`,
        })),
      },
      // A crawl costs the same after years, because it looks into the folders of new days and cities alone; Glue then asks
      // for LOG and LOG (docs/adr/0012-crawl-new-folders.md).
      recrawlPolicy: { recrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' },
      schemaChangePolicy: { updateBehavior: 'LOG', deleteBehavior: 'LOG' },
      configuration: JSON.stringify({
        Version: 1,
        Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas', TableLevelConfiguration: TABLE_LEVEL },
        CrawlerOutput: { Partitions: { AddOrUpdateBehavior: 'InheritFromTable' } },
        // True by default, and then the role would need the actions on partition indexes, which a few thousand partitions
        // do not need (crawler-configure-partition-indexes.html).
        CreatePartitionIndex: false,
      }),
    });
    this.crawlerName = crawler.ref;
    this.crawlerArn = Stack.of(this).formatArn({ service: 'glue', resource: 'crawler', resourceName: crawler.ref });
  }

  private crawlerRole(bucket: IBucket, databaseName: string): iam.Role {
    return new iam.Role(this, 'CrawlerRole', {
      description: 'Glue crawler: reads the Parquet files, writes the tables of one database',
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      inlinePolicies: policies({
        Crawl: [
          // Without a condition on the prefix: the bucket is the pipeline's own, and Glue validates the targets with requests
          // that carry none.
          allow(['s3:GetBucketLocation', 's3:ListBucket'], [bucket.bucketArn]),
          allow(
            ['s3:GetObject'],
            CRAWLED.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
          ),
          allow(
            [
              'glue:GetDatabase',
              'glue:GetTable',
              'glue:GetTables',
              'glue:CreateTable',
              'glue:UpdateTable',
              'glue:GetPartition',
              'glue:GetPartitions',
              'glue:BatchGetPartition',
              'glue:CreatePartition',
              'glue:UpdatePartition',
              'glue:BatchCreatePartition',
              'glue:BatchUpdatePartition',
            ],
            catalogArns(this, databaseName),
          ),
          allow(
            ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
            ['', ':*'].map((streams) =>
              Stack.of(this).formatArn({ service: 'logs', resource: `log-group:/aws-glue/crawlers${streams}` }),
            ),
          ),
        ],
      }),
    });
  }
}

/** ARNs of the catalog, one of its databases and the tables that the crawler makes in it: Glue checks all three. */
export const catalogArns = (scope: Construct, databaseName: string): string[] =>
  ['catalog', `database/${databaseName}`, `table/${databaseName}/${TABLE_PREFIX}*`].map((resource) =>
    Stack.of(scope).formatArn({ service: 'glue', resource }),
  );
