import { promises, writeFileSync } from 'node:fs';
import { LAKE } from '../../../../lambdas/shared/domain/lake';
import { airQualityKey } from '../../../../lambdas/shared/domain/object-keys';
import { readCatalog } from '../../../../local/aws/glue/catalog';
import { LocalCrawler } from '../../../../local/aws/glue/crawler';
import { DATABASE, hour, Lake, location } from '../../../support/lake';

const NAME = 'openaq_s3_crawler';

describe('LocalCrawler', () => {
  let lake: Lake;
  beforeEach(() => {
    lake = new Lake();
  });
  afterEach(() => lake.remove());

  const tables = () => readCatalog(lake.catalogFile).Databases[DATABASE] ?? {};

  it('catalogues both folders with the partition columns the real crawler makes of them', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.putDay('Ho Chi Minh City', '2018-12-06', [hour({ measurement_datetime: '2018-12-06T00:00:00Z' })]);
    await lake.putLocations('Hanoi', [location()]);

    expect(await lake.crawl()).toBe('SUCCEEDED');

    const { aq_airquality: air, aq_locations: locations } = tables();
    expect(air?.PartitionKeys.map(({ Name }) => Name)).toEqual(['partition_0', 'year', 'month', 'day']);
    expect(air?.Partitions.map(({ Values }) => Values)).toEqual([
      ['Hanoi', '2018', '12', '05'],
      ['Ho_Chi_Minh_City', '2018', '12', '06'],
    ]);
    expect(locations?.PartitionKeys).toEqual([{ Name: 'partition_0', Type: 'string' }]);
  });

  it('remembers in another process that its last crawl succeeded, as long as its catalog is there', async () => {
    const lastCrawl = async () => {
      const crawler = new LocalCrawler(
        { Name: NAME, DatabaseName: DATABASE, TablePrefix: '', Targets: {} },
        lake.folder,
      );
      return (await crawler.getCrawler({ Name: NAME })).Crawler.LastCrawl;
    };
    expect(await lastCrawl()).toBeUndefined();

    await lake.crawl();

    expect(await lastCrawl()).toEqual({ Status: 'SUCCEEDED' });
  });

  it("writes columns in Glue's type names", async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.putLocations('Hanoi', [location()]);
    await lake.crawl();

    const typesOf = (table: string) =>
      Object.fromEntries((tables()[table]?.StorageDescriptor.Columns ?? []).map(({ Name, Type }) => [Name, Type]));
    expect(typesOf('aq_airquality')).toMatchObject({
      location_id: 'int',
      measurement_datetime: 'timestamp',
      pm25: 'double',
      city: 'string',
    });
    expect(typesOf('aq_locations')).toMatchObject({ is_active: 'boolean' });
  });

  it('adds the columns of newer files and keeps those that only older files have', async () => {
    const { pm10: _, ...older } = LAKE.measurements.columns;
    await lake.putDay('Hanoi', '2018-12-05', [hour()], older);
    await lake.putDay('Hanoi', '2018-12-06', [hour()]);
    await lake.crawl();

    const names = tables()['aq_airquality']?.StorageDescriptor.Columns.map(({ Name }) => Name);
    expect(names).toHaveLength(Object.keys(LAKE.measurements.columns).length);
    expect(names).toContain('pm10');
  });

  it('catalogues a partition whose file is not Parquet', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    lake.putBytes('airquality/Hanoi/year=2018/month=12/day=06/data.parquet', 'no Parquet');

    expect(await lake.crawl()).toBe('SUCCEEDED');
    expect(tables()['aq_airquality']?.Partitions).toHaveLength(2);
  });

  it('succeeds without making a table when a folder is missing or holds nothing readable', async () => {
    lake.putBytes('locations/Hanoi/data.parquet', 'no Parquet');

    expect(await lake.crawl()).toBe('SUCCEEDED');
    expect(tables()).toEqual({});
  });

  it('fails, READY, when two folders are partitioned differently', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    lake.putBytes('airquality/stray.parquet', 'anything');
    await lake.crawl();

    const { Crawler } = await lake.crawler.getCrawler({ Name: NAME });
    expect(Crawler).toMatchObject({ State: 'READY', LastCrawl: { Status: 'FAILED' } });
    expect(Crawler.LastCrawl?.ErrorMessage).toContain('partitioned by');
  });

  it('is RUNNING until the crawl ends and refuses a second start by the name the workflow retries on', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    const { open } = promises;
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    jest.spyOn(promises, 'open').mockImplementation(async (...given) => {
      await held;
      return open(...given);
    });
    await lake.crawler.startCrawler({ Name: NAME });

    const during = await lake.crawler.getCrawler({ Name: NAME });
    await expect(lake.crawler.startCrawler({ Name: NAME })).rejects.toThrow(
      expect.objectContaining({ name: 'Glue.CrawlerRunningException' }),
    );
    goOn();
    await lake.crawled();
    jest.restoreAllMocks();

    expect(during.Crawler).toMatchObject({ State: 'RUNNING' });
    expect(during.Crawler).not.toHaveProperty('LastCrawl');
    expect((await lake.crawler.getCrawler({ Name: NAME })).Crawler.State).toBe('READY');
  });

  it('refuses a name it was not created with', async () => {
    await expect(lake.crawler.startCrawler({ Name: 'other' })).rejects.toThrow(
      expect.objectContaining({ name: 'Glue.EntityNotFoundException' }),
    );
  });

  it.each(['{}', 'null', '[]', '{"Databases": {"openaq_database": {"aq_airquality": {}}}}', '{"Databases": {', ''])(
    'writes the catalog anew when the file holds %p, which a job refuses in one line',
    async (content) => {
      await lake.putDay('Hanoi', '2018-12-05', [hour()]);
      writeFileSync(lake.catalogFile, content);
      expect(() => readCatalog(lake.catalogFile)).toThrow(
        expect.objectContaining({
          name: 'CatalogDamagedError',
          message: expect.stringMatching(
            /^the catalog \S+catalog\.json cannot be used: [^\n]+; delete it and run again$/,
          ),
        }),
      );

      expect(await lake.crawl()).toBe('SUCCEEDED');

      expect(Object.keys(tables())).toEqual(['aq_airquality']);
    },
  );

  it('does not see what an interrupted run left unfinished', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    lake.putBytes(`${airQualityKey('Hanoi', '2018-12-05')}.unfinished`, 'half');
    lake.putBytes(`${airQualityKey('Hanoi', '2018-12-06')}.unfinished`, 'half');

    expect(await lake.crawl()).toBe('SUCCEEDED');

    expect(tables()['aq_airquality']?.Partitions).toHaveLength(1);
  });
});
