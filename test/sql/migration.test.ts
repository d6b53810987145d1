import { openWarehouse, type Warehouse } from '../../local/warehouse/warehouse';
import { RELEASED_VERSIONS, releasedSchema } from '../support/releases';
import { statementsIn } from '../support/sql-files';
import { temporaryDirectory } from '../support/temporary-directory';
import { useWarehouse } from '../support/test-warehouse';
import { load, stage } from '../support/warehouse-run';

const COLUMNS = `
  select table_name, column_name, ordinal_position, udt_name, is_nullable, column_default
  from information_schema.columns where table_schema = 'openaq'
  order by table_name, ordinal_position`;

/** What a version's load left: two facts of one location-day, read at different minutes, and an audit row. */
const OLD_ROWS = [
  `insert into openaq.fact_measurements (location_id, measurement_datetime, pm25, city, country, extracted_at, run_id)
   values (7441, '2024-01-15 00:00:00', 10, 'Hanoi', 'VN', '2024-01-16 00:10:00', 'old'),
          (7441, '2024-01-15 01:00:00', 11, 'Hanoi', 'VN', '2024-01-16 00:20:00', 'old')`,
  `insert into openaq.load_audit (run_id, window_start, window_end, cities, rows_extracted, rows_read, rows_staged,
     rows_duplicate, rows_rejected, rows_loaded, rows_replaced, values_nulled, requests, started_at)
   values ('old', '2024-01-15', '2024-01-16', 'Hanoi', 2, 2, 2, 0, 0, 2, 0, 0, 2, '2024-01-16 00:00:00')`,
];

describe.each(RELEASED_VERSIONS)('a warehouse of version %s', (version) => {
  const fresh = useWarehouse();
  const directory = temporaryDirectory();
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openWarehouse(directory);
    await warehouse.transaction([
      ...releasedSchema(version),
      ...OLD_ROWS,
      ...statementsIn('looker'),
      'create view openaq.daily as select location_id, avg(pm25) as pm25 from openaq.fact_measurements group by 1',
    ]);
    await warehouse.transaction(statementsIn('schema'));
  });
  afterAll(() => warehouse?.close());

  const query = async (sql: string) => (await warehouse.query(sql)).rows;

  it('has, once prepared, exactly the columns of a new warehouse, in their order', async () => {
    const upgraded = (await query(COLUMNS)).filter(([table]) => table !== 'daily');

    expect(upgraded).toEqual((await fresh().query(COLUMNS)).rows);
  });

  it('keeps its rows, with counts of zero and no verdict where nothing was counted', async () => {
    expect(await query('select count(*) from openaq.fact_measurements')).toEqual([[2]]);
    expect(
      await query('select rows_loaded, rows_withdrawn, values_missing, status, detail from openaq.load_audit'),
    ).toEqual([[2, 0, 0, 'loaded', null]]);
  });

  it('knows how new its facts are, so that an older answer cannot replace them', async () => {
    expect(await query('select location_id, measurement_date, extracted_at, run_id from openaq.location_days')).toEqual(
      [[7441, '2024-01-15', '2024-01-16 00:20:00', 'old']],
    );
  });

  it('remembers each step and does nothing the next time', async () => {
    const before = await query('select * from openaq.schema_migrations');

    await warehouse.transaction(statementsIn('schema'));

    expect(before).toHaveLength(
      statementsIn('schema')
        .join()
        .match(/if newest < \d+ then/g)?.length ?? 0,
    );
    expect(await query('select * from openaq.schema_migrations')).toEqual(before);
  });

  it("keeps its views and the Looker user's grants, also on what is new", async () => {
    expect(await query('select location_id from openaq.daily')).toEqual([[7441]]);
    const granted = await query(
      `select table_name from information_schema.role_table_grants
       where grantee = 'looker_readonly' and privilege_type = 'SELECT' order by table_name`,
    );
    for (const table of ['fact_measurements', 'load_audit', 'location_days', 'schema_migrations', 'city_aqi_days']) {
      expect(granted).toContainEqual([table]);
    }
  });

  it('is loaded by a run of the newest version', async () => {
    const run = {
      runId: 'new',
      measurements: [{ locationId: 7441, hour: '2024-01-15 00:00:00', pm25: 3 }],
    };
    await stage(warehouse, run);
    await load(warehouse, run);

    expect(await query('select pm25, run_id from openaq.fact_measurements')).toEqual([['3.0000', 'new']]);
  });
});
