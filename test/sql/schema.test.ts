import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { statementsIn } from '../support/sql-files';
import { rowsOf, useWarehouse } from '../support/test-warehouse';
import { stageAndLoad } from '../support/warehouse-run';

describe('the schema of the warehouse', () => {
  const warehouse = useWarehouse();

  const columnsOf = async (table: string): Promise<string[]> => {
    const { rows } = await warehouse().query(
      `select column_name, udt_name, is_nullable from information_schema.columns
       where table_schema = 'openaq' and table_name = $1 order by ordinal_position`,
      [table],
    );
    return rows.map(([name, type, nullable]) => `${name} ${type}${nullable === 'NO' ? ' not null' : ''}`);
  };

  it('gives the fact one row per location and hour, with its run', async () => {
    const columns = await columnsOf('fact_measurements');
    const values = POLLUTANT_NAMES.map((name) => `${name} numeric`);

    expect(columns).toEqual(expect.arrayContaining(values));
    expect(columns.filter((column) => !values.includes(column))).toEqual([
      'measurement_id int8 not null',
      'location_id int4 not null',
      'measurement_datetime timestamp not null',
      'latitude numeric',
      'longitude numeric',
      'city varchar',
      'country varchar',
      'extracted_at timestamp',
      'loaded_at timestamp',
      'run_id varchar not null',
      'quality_flags varchar',
    ]);
  });

  it('stages exactly the columns of the fact that the table does not fill itself', async () => {
    const fact = await columnsOf('fact_measurements');

    const staged = await columnsOf('stage_measurements');

    expect(staged).toEqual(fact.filter((column) => !/^(measurement_id|loaded_at)/.test(column)));
  });

  it('stages the columns of the location dimension and what the load derives its two instants from', async () => {
    const dimension = await columnsOf('dim_locations');

    const staged = await columnsOf('stage_locations');

    const instants = /^(created|updated)_at/;
    const derived = dimension.findIndex((column) => instants.test(column));
    expect(staged).toEqual([
      ...dimension.slice(0, derived),
      'extracted_at timestamp not null',
      'run_id varchar not null',
      ...dimension.slice(derived).filter((column) => !instants.test(column)),
    ]);
  });

  it('keeps every count of a run, none of them null but what runs of earlier versions did not note', async () => {
    expect(await columnsOf('load_audit')).toEqual([
      'run_id varchar not null',
      'window_start timestamp not null',
      'window_end timestamp not null',
      'cities varchar not null',
      ...['extracted', 'read', 'staged', 'duplicate', 'rejected', 'loaded', 'replaced'].map(
        (step) => `rows_${step} int8 not null`,
      ),
      'values_nulled int8 not null',
      'requests int8 not null',
      'started_at timestamp not null',
      'loaded_at timestamp',
      ...['superseded', 'adopted', 'outdated', 'withdrawn'].map((fate) => `rows_${fate} int8 not null`),
      'values_missing int8 not null',
      'cities_without_data varchar not null',
      'status varchar not null',
      'detail varchar',
      'engine varchar',
      'version varchar',
      'values_changed int8',
      'fact_digest varchar',
    ]);
  });

  it('stays as it is, with its rows, when a run prepares the warehouse again', async () => {
    await stageAndLoad(warehouse(), {
      runId: 'before',
      measurements: [{ locationId: 1, hour: '2024-01-15 00:00:00', pm25: 4 }],
    });
    const before = await rowsOf(warehouse(), 'fact_measurements');

    await warehouse().transaction(statementsIn('schema'));

    expect(await rowsOf(warehouse(), 'fact_measurements')).toEqual(before);
  });

  it('numbers and dates a fact row by itself, in UTC', async () => {
    const { rows } = await warehouse().query(
      `select measurement_id > 0, loaded_at between getdate() - interval '1 minute' and getdate()
       from openaq.fact_measurements`,
    );

    expect(rows).toEqual([[true, true]]);
  });
});
