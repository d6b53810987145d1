import { onlyResource, templateOf } from '../support/pipeline-template';
import { rolesOf } from '../support/role-statements';

describe('the catalog', () => {
  const template = templateOf();
  const crawler = onlyResource(template, 'AWS::Glue::Crawler').Properties;

  it('is a described database', () => {
    template.hasResourceProperties('AWS::Glue::Database', {
      DatabaseInput: { Name: 'openaq_database', Description: 'OpenAQ Air Quality Data Catalog' },
    });
  });

  it('has a crawler over both folders of the lake, one target for each table', () => {
    expect(crawler['Name']).toBe('openaq_s3_crawler');
    expect(crawler['TablePrefix']).toBe('aq_');
    const { S3Targets } = crawler['Targets'] as { S3Targets: { Path: { 'Fn::Join': [string, unknown[]] } }[] };
    expect(S3Targets.map(({ Path }) => Path['Fn::Join'][1].at(-1))).toEqual(['/airquality/', '/locations/']);
  });

  it('crawls on demand: the state machine starts it, no schedule does', () => {
    expect(crawler).not.toHaveProperty('Schedule');
  });

  it('makes one table of each folder, whose partitions follow it, and forgets nothing', () => {
    // Level 1 is the bucket, level 2 the folder.
    expect(JSON.parse(crawler['Configuration'] as string)).toEqual({
      Version: 1,
      Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas', TableLevelConfiguration: 2 },
      CrawlerOutput: { Partitions: { AddOrUpdateBehavior: 'InheritFromTable' } },
      CreatePartitionIndex: false,
    });
  });

  it('looks into new folders only, with the policy that Glue asks for then: a crawl does not grow with the history', () => {
    expect(crawler['RecrawlPolicy']).toEqual({ RecrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' });
    expect(crawler['SchemaChangePolicy']).toEqual({ UpdateBehavior: 'LOG', DeleteBehavior: 'LOG' });
  });

  it('may list its bucket without a condition, which Glue validates targets with, and reads its two folders alone', () => {
    const { statements } = rolesOf(template).find(({ logicalId }) => logicalId === 'CatalogCrawlerRole') ?? {
      statements: [],
    };

    expect(statements.filter((statement) => statement.startsWith('s3:'))).toEqual([
      's3:GetBucketLocation, s3:ListBucket on DataLakeBucket',
      's3:GetObject on DataLakeBucket/airquality/*, DataLakeBucket/locations/*',
    ]);
  });

  it('makes no partition index, for which its role has no action', () => {
    const { actions } = rolesOf(template).find(({ logicalId }) => logicalId === 'CatalogCrawlerRole') ?? {
      actions: [],
    };

    expect(actions.filter((action) => action.includes('PartitionIndex'))).toEqual([]);
  });
});
