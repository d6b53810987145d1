import { onlyResource, templateOf } from '../support/pipeline-template';

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
      CrawlerOutput: {
        Partitions: { AddOrUpdateBehavior: 'InheritFromTable' },
        Tables: { AddOrUpdateBehavior: 'MergeNewColumns' },
      },
    });
    expect(crawler['SchemaChangePolicy']).toEqual({ UpdateBehavior: 'UPDATE_IN_DATABASE', DeleteBehavior: 'LOG' });
  });

  it('looks at every folder, because a re-run rewrites files in old ones', () => {
    expect(crawler['RecrawlPolicy']).toEqual({ RecrawlBehavior: 'CRAWL_EVERYTHING' });
  });
});
