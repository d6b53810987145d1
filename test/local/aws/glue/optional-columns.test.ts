import { type Columns, columnsOf, LAKE } from '../../../../lambdas/shared/domain/lake';
import { readCatalog, writeCatalog } from '../../../../local/aws/glue/catalog';
import { FakeWarehouse } from '../../../support/fake-warehouse';
import { DATABASE, hour, Lake, location } from '../../../support/lake';

const OPTIONAL = columnsOf(LAKE.locations.columns).flatMap(({ name, optional }) => (optional ? [name] : []));

const OLD_COLUMNS: Columns = Object.fromEntries(
  Object.entries(LAKE.locations.columns).filter(([name]) => !OPTIONAL.includes(name)),
);

describe('columns that files of earlier versions lack', () => {
  let lake: Lake;
  let warehouse: FakeWarehouse;
  beforeEach(async () => {
    lake = new Lake();
    warehouse = new FakeWarehouse();
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.putLocations('Hanoi', [location()], OLD_COLUMNS);
  });
  afterEach(() => lake.remove());

  const run = async () => {
    await lake.vouch('run-1', ['Hanoi'], '2018-12-05', '2018-12-06');
    return lake.job(warehouse).startJobRunSync({
      JobName: 'openaq_to_redshift',
      Arguments: {
        '--run_id': 'run-1',
        '--window_start': '2018-12-05T00:00:00Z',
        '--window_end': '2018-12-06T00:00:00Z',
        '--cities': 'Hanoi,Ho Chi Minh City',
      },
    });
  };

  const staged = () => warehouse.rows('openaq.stage_locations');

  it('are null where no file has them', async () => {
    await lake.crawl();

    await run();

    const nothing = Object.fromEntries(OPTIONAL.map((name) => [name, null]));
    expect(staged()).toMatchObject([{ location_id: 7441, is_active: true, ...nothing }]);
  });

  it('are null where one file lacks them, and are there where another has them', async () => {
    await lake.putLocations('Ho Chi Minh City', [location({ location_id: 7440, is_monitor: false })]);
    await lake.crawl();

    await run();

    expect(staged()).toMatchObject([
      { location_id: 7440, provider: 'AirNow', is_monitor: false },
      { location_id: 7441, provider: null, is_monitor: null },
    ]);
  });

  it('stop the job where a file has one that the table of the catalog lacks, and say how to mend it', async () => {
    await lake.crawl();
    const catalog = readCatalog(lake.catalogFile);
    await lake.putLocations('Hanoi', [location()]);
    writeCatalog(lake.catalogFile, catalog);

    await expect(run()).rejects.toThrow(
      /StaleTableError: Table aq_locations of the catalog lacks column provider, which .*data.parquet has: crawl everything once/,
    );
    expect(catalog.Databases[DATABASE]?.['aq_locations']).toBeDefined();
    expect(warehouse.tables.size).toBe(0);
  });
});
