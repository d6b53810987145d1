import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUTS } from '../../../../lambdas/shared/domain/lake';
import { LocalGlueJob, type LocalGlueJobOptions } from '../../../../local/aws/glue/job';
import { openWarehouse, type Warehouse } from '../../../../local/warehouse/warehouse';
import { DATABASE, hour, Lake, location, locationDay } from '../../../support/lake';

const SQL = join(__dirname, '../../../../sql');

const createTables = (warehouse: Warehouse) =>
  warehouse.transaction(
    readdirSync(join(SQL, 'schema'))
      .sort()
      .map((file) => readFileSync(join(SQL, 'schema', file), 'utf8')),
  );

/** Every row of every table the job writes, in the order in which it was inserted. */
/** Name and version of an engine, in which alone the counts differ. */
const ENGINE = /^(?:duckdb|spark) \d/;

const contentsOf = async (warehouse: Warehouse) => {
  const results = await Promise.all(OUTPUTS.map((table) => warehouse.query(`select * from openaq.${table}`)));
  const rowsOf = (index: number) =>
    results[index]?.rows.map((row) => row.map((value) => (ENGINE.test(String(value)) ? 'an engine' : value)));
  return Object.fromEntries(OUTPUTS.map((table, index) => [table, rowsOf(index)]));
};

/** The tables that `sql/load` locks, in its order. */
const lockOrder = (): string[] =>
  [...readFileSync(join(SQL, 'load/05_lock.sql'), 'utf8').matchAll(/^ +(openaq\.\w+)[,;]$/gm)].map(
    ([, table]) => table as string,
  );

/** Notes each write: its table, then its preactions. */
const noted = (warehouse: Warehouse, writes: string[][]): Warehouse => ({
  write: (table, columns, rows, preactions) => {
    writes.push([table, ...preactions]);
    return warehouse.write(table, columns, rows, preactions);
  },
  query: (sql) => warehouse.query(sql),
  transaction: (statements) => warehouse.transaction(statements),
  close: () => warehouse.close(),
});

/** These tests start Spark: `node test/support/spark-tests.js` runs them. */
describe('LocalGlueJob on both engines', () => {
  let lake: Lake;
  const warehouses = new Map<string, Warehouse>();
  const writes: Record<LocalGlueJobOptions['engine'], string[][]> = { duckdb: [], spark: [] };
  beforeAll(async () => {
    lake = new Lake();
    for (const engine of ['duckdb', 'spark'] as const) {
      const warehouse = await openWarehouse(join(lake.directory, engine));
      await createTables(warehouse);
      warehouses.set(engine, noted(warehouse, writes[engine]));
    }
  });
  afterAll(async () => {
    for (const warehouse of warehouses.values()) await warehouse.close();
    lake.remove();
  });

  const run = (engine: LocalGlueJobOptions['engine'], runId: string) =>
    new LocalGlueJob({
      engine,
      folder: { ...lake.folder, glue: join(lake.directory, `glue-${engine}`) },
      defaultArguments: {
        '--source_database': DATABASE,
        '--target_schema': 'openaq',
        '--redshift_connection': 'RedshiftConnection',
        '--redshift_database': 'openaq_warehouse',
        '--copy_role_arn': 'arn:aws:iam::000000000000:role/copy',
        '--TempDir': 's3://bucket/temp/',
        '--manifest_location': 's3://bucket/manifests/',
        '--job-bookmark-option': 'job-bookmark-disable',
      },
      warehouse: warehouses.get(engine) as Warehouse,
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
    await lake.putLocations('Hanoi', [
      location({ location_name: 'Đại sứ quán Mỹ\t"x"\\' }),
      location({ location_id: 1, location_name: 'a\0b'.repeat(5_000) }),
      location({ location_id: 2, location_name: '\u{1f600}'.repeat(2_500) }),
    ]);
    await lake.putLocations('Ho Chi Minh City', [location({ location_id: 7440, location_name: null, latitude: null })]);
    await lake.putManifest('run-1', [
      locationDay({ row_count: 49 }),
      locationDay({ measurement_date: '2018-12-06', row_count: 25 }),
      locationDay({ location_id: 1, row_count: 0 }),
    ]);
    await lake.crawl();

    const runs = [await run('duckdb', 'run-1'), await run('spark', 'run-1')];
    await run('spark', 'run-1');

    const [duckdb, spark] = await Promise.all([...warehouses.values()].map(contentsOf));
    expect(runs).toMatchObject([{ JobRunState: 'SUCCEEDED' }, { JobRunState: 'SUCCEEDED' }]);
    expect(spark).toEqual(duckdb);
    expect(duckdb?.['stage_measurements']).toHaveLength(72);
    expect(duckdb?.['rejected_measurements']).toHaveLength(2);
    // Two days of Hanoi's own with one location that has no hour, and the hours of Saigon, of which run-1 says nothing.
    expect(duckdb?.['stage_location_days']).toHaveLength(4);
    expect(duckdb?.['stage_locations']?.map(([, name]) => name)).toContain('ab'.repeat(128).slice(0, 255));
  }, 240_000);

  it('lock the same tables by the same texts, in the order of the load', () => {
    const { duckdb, spark } = writes;
    const locked = duckdb.flatMap(([, ...statements]) =>
      statements.flatMap((text) => /^lock table (\S+)$/.exec(text)?.[1] ?? []),
    );

    expect(spark).toEqual([...duckdb, ...duckdb]);
    expect(locked).toEqual(lockOrder());
  });

  it.each(['duckdb', 'spark'] as const)(
    'name the dates that the lake has lost and leave staging as it was on %s',
    async (engine) => {
      const warehouse = warehouses.get(engine) as Warehouse;
      const before = await contentsOf(warehouse);
      await lake.putManifest('run-3', [locationDay({ row_count: 50 })]);

      const error = await run(engine, 'run-3').catch((reason: Error) => reason);

      expect(JSON.parse((error as Error).message).ErrorMessage).toContain(
        'LostDatesError: The lake does not hold what this run extracted (Hanoi 2018-12-05: 50 rows extracted, 49 found): the catalog lacks the partition, or the object was deleted or put back; start the run again',
      );
      expect(await contentsOf(warehouse)).toEqual(before);
    },
    120_000,
  );

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
