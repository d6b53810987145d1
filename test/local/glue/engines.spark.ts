import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalGlueJob, type LocalGlueJobOptions } from '../../../local/glue/job';
import { openWarehouse, type Warehouse } from '../../../local/warehouse/warehouse';
import { DATABASE, hour, Lake, location } from '../../support/lake';

const SQL = join(__dirname, '../../../sql');
const TABLES = ['stage_measurements', 'stage_locations', 'rejected_measurements', 'stage_counts'];

const createTables = (warehouse: Warehouse) =>
  warehouse.transaction(
    readdirSync(join(SQL, 'schema'))
      .sort()
      .map((file) => readFileSync(join(SQL, 'schema', file), 'utf8')),
  );

/** Every row of every table the job writes, in the order in which it was inserted. */
const contentsOf = async (warehouse: Warehouse) => {
  const results = await Promise.all(TABLES.map((table) => warehouse.query(`select * from openaq.${table}`)));
  return Object.fromEntries(TABLES.map((table, index) => [table, results[index]?.rows]));
};

/** These tests start Spark: `node bin/spark-tests.js` runs them. */
describe('LocalGlueJob on both engines', () => {
  let lake: Lake;
  const warehouses = new Map<string, Warehouse>();
  beforeAll(async () => {
    lake = new Lake();
    for (const engine of ['duckdb', 'spark']) {
      const warehouse = await openWarehouse({ directory: join(lake.directory, engine) });
      await createTables(warehouse);
      warehouses.set(engine, warehouse);
    }
  });
  afterAll(async () => {
    for (const warehouse of warehouses.values()) await warehouse.close();
    lake.remove();
  });

  const run = (engine: LocalGlueJobOptions['engine'], runId: string) =>
    new LocalGlueJob({
      engine,
      catalogFile: lake.catalogFile,
      sqlDirectory: join(SQL, 'transform'),
      defaultArguments: {
        '--source_database': DATABASE,
        '--target_schema': 'openaq',
        '--redshift_connection': 'RedshiftConnection',
        '--redshift_database': 'openaq_warehouse',
        '--copy_role_arn': 'arn:aws:iam::000000000000:role/copy',
        '--TempDir': 's3://bucket/temp/',
        '--job-bookmark-option': 'job-bookmark-disable',
      },
      warehouse: warehouses.get(engine) as Warehouse,
      workDirectory: join(lake.directory, `glue-${engine}`),
    }).startJobRunSync({
      JobName: 'openaq_to_redshift',
      Arguments: {
        '--run_id': runId,
        '--window_start': '2018-12-05T00:00:00Z',
        '--window_end': '2018-12-07T00:00:00Z',
        '--cities': 'Hanoi,Ho Chi Minh City',
      },
    });

  it('leave the same warehouse, row for row', async () => {
    const hours = (date: string, changes = {}) =>
      Array.from({ length: 24 }, (_, index) =>
        hour({
          measurement_datetime: `${date}T${String(index).padStart(2, '0')}:00:00Z`,
          pm25: index * 1.00005,
          ...changes,
        }),
      );
    await lake.putDay('Hanoi', '2018-12-05', [
      ...hours('2018-12-05'),
      ...hours('2018-12-05', { pm25: 7 }),
      hour({ pm25: -1 }),
    ]);
    await lake.putDay('Hanoi', '2018-12-06', [...hours('2018-12-06'), hour({ pm25: 3 })]);
    await lake.putDay('Ho Chi Minh City', '2018-12-05', hours('2018-12-05', { location_id: 7440, city: "O'Brien" }));
    await lake.putDay('Ho Chi Minh City', '2018-12-06', []);
    await lake.putLocations('Hanoi', [location({ location_name: 'Đại sứ quán Mỹ\t"x"\\' })]);
    await lake.putLocations('Ho Chi Minh City', [location({ location_id: 7440, location_name: null, latitude: null })]);
    await lake.crawl();

    const runs = [await run('duckdb', 'run-1'), await run('spark', 'run-1')];
    await run('spark', 'run-1');

    const [duckdb, spark] = await Promise.all([...warehouses.values()].map(contentsOf));
    expect(runs).toMatchObject([{ JobRunState: 'SUCCEEDED' }, { JobRunState: 'SUCCEEDED' }]);
    expect(spark).toEqual(duckdb);
    expect(duckdb?.['stage_measurements']).toHaveLength(72);
    expect(duckdb?.['rejected_measurements']).toHaveLength(2);
  }, 240_000);

  it.each(['duckdb', 'spark'] as const)(
    'name the malformed file and leave staging as it was on %s',
    async (engine) => {
      const warehouse = warehouses.get(engine) as Warehouse;
      const before = await contentsOf(warehouse);
      const file = lake.putBytes('airquality/Hanoi/year=2018/month=12/day=06/data.parquet', 'no Parquet');

      const error = await run(engine, 'run-2').catch((reason: Error) => reason);

      expect(error).toMatchObject({ name: 'States.TaskFailed' });
      expect(JSON.parse((error as Error).message)).toMatchObject({
        JobRunState: 'FAILED',
        ErrorMessage: expect.stringContaining(file),
      });
      expect(await contentsOf(warehouse)).toEqual(before);
    },
    120_000,
  );

  it.each(['duckdb', 'spark'] as const)(
    'list every wrong argument on %s',
    async (engine) => {
      const error = await run(engine, "x'").catch((reason: Error) => reason);
      expect(JSON.parse((error as Error).message).ErrorMessage).toContain(`--run_id is `);
    },
    120_000,
  );
});
