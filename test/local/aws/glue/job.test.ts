import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toParquet } from '../../../../lambdas/shared/adapters/parquet';
import { LAKE } from '../../../../lambdas/shared/domain/lake';
import { FakeWarehouse } from '../../../support/fake-warehouse';
import { hour, Lake, location, locationDay } from '../../../support/lake';

const STAGE = 'openaq.stage_measurements';
const DAYS = 'openaq.stage_location_days';
const COUNTS = 'openaq.stage_counts';

const ARGUMENTS = {
  '--run_id': 'run-1',
  '--window_start': '2018-12-05T00:00:00Z',
  '--window_end': '2018-12-06T00:00:00Z',
  '--cities': 'Hanoi,Ho Chi Minh City',
};

describe('LocalGlueJob on DuckDB', () => {
  let lake: Lake;
  let warehouse: FakeWarehouse;
  beforeEach(async () => {
    lake = new Lake();
    warehouse = new FakeWarehouse();
    await lake.putLocations('Hanoi', [location()]);
  });
  afterEach(() => lake.remove());

  /** Starts the job over a lake in which the run's own manifest, if any, has been put by hand. */
  const runAsIs = (changes: Record<string, string> = {}) =>
    lake.job(warehouse).startJobRunSync({ JobName: 'openaq_to_redshift', Arguments: { ...ARGUMENTS, ...changes } });

  /** Starts the job after the run has extracted everything that the lake holds of its window. */
  const run = async (changes: Record<string, string> = {}) => {
    const given = { ...ARGUMENTS, ...changes };
    const [from, to] = [given['--window_start'].slice(0, 10), given['--window_end'].slice(0, 10)];
    await lake.vouch(given['--run_id'], given['--cities'].split(','), from, to);
    return runAsIs(changes);
  };

  const failure = async (promise: Promise<unknown>): Promise<{ name: string; message: string }> =>
    promise.then(
      () => ({ name: 'did not fail', message: '{}' }),
      (error) => error,
    );

  it('stages the window with decimals and timestamps as text, and counts what it did', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour(), hour(), hour({ location_id: 1, pm25: null })]);
    await lake.crawl();

    const result = await run();

    expect(result).toMatchObject({ JobName: 'openaq_to_redshift', JobRunState: 'SUCCEEDED' });
    expect(warehouse.rows(STAGE)).toEqual([
      {
        ...hour({ measurement_datetime: '2018-12-05 01:00:00', extracted_at: '2018-12-06 00:10:00', pm25: '42.5000' }),
        latitude: '21.021194',
        longitude: '105.819092',
        run_id: 'run-1',
      },
    ]);
    expect(warehouse.rows('openaq.stage_locations')).toMatchObject([{ location_id: 7441, is_active: true }]);
    expect(warehouse.rows('openaq.rejected_measurements')).toMatchObject([
      { reason: 'no_measurement', partition_city: 'Hanoi', partition_date: '2018-12-05', location_id: 1 },
    ]);
    expect(warehouse.rows(DAYS).map((row) => [row['location_id'], row['measurement_date']])).toEqual([
      [1, '2018-12-05'],
      [7441, '2018-12-05'],
    ]);
    expect(warehouse.rows(COUNTS)).toEqual([
      {
        run_id: 'run-1',
        rows_read: 3,
        rows_staged: 1,
        rows_duplicate: 1,
        rows_rejected: 1,
        locations_staged: 1,
        rows_superseded: 0,
        rows_adopted: 0,
        engine: expect.stringMatching(/^duckdb \d/),
      },
    ]);
  });

  it('takes what a newer extraction of another run has put in the place of its own rows, and counts both', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour({ extracted_at: '2018-12-06T00:20:00Z', pm25: 7 })]);
    await lake.crawl();
    await lake.putManifest('run-1', [locationDay({ row_count: 3 }), locationDay({ location_id: 8, row_count: 2 })]);

    await runAsIs();

    expect(warehouse.rows(STAGE)).toMatchObject([{ pm25: '7.0000', extracted_at: '2018-12-06 00:20:00' }]);
    expect(warehouse.rows(DAYS)).toEqual([
      {
        location_id: 7441,
        measurement_date: '2018-12-05',
        extracted_at: '2018-12-06 00:20:00',
        run_id: 'run-1',
      },
    ]);
    expect(warehouse.rows(COUNTS)).toMatchObject([{ rows_read: 1, rows_superseded: 5, rows_adopted: 1 }]);
  });

  it.each([
    ['that the catalog lacks', async () => {}, 0],
    [
      'that holds an older extraction',
      async () => {
        await lake.putDay('Hanoi', '2018-12-05', [hour({ extracted_at: '2018-12-05T00:20:00Z' })]);
      },
      0,
    ],
    [
      'that holds fewer rows',
      async () => {
        await lake.putDay('Hanoi', '2018-12-05', [hour()]);
      },
      1,
    ],
  ])('stops before it writes when it extracted a date %s', async (_, put, found) => {
    await lake.putDay('Hanoi', '2018-12-04', [hour({ measurement_datetime: '2018-12-04T00:00:00Z' })]);
    await put();
    await lake.crawl();
    await lake.putManifest('run-1', [locationDay({ row_count: 2 })]);

    const { message } = await failure(runAsIs());

    expect(JSON.parse(message).ErrorMessage).toContain(`Hanoi 2018-12-05: 2 rows extracted, ${found} found`);
    expect(warehouse.tables.size).toBe(0);
  });

  it('stops when the run has no manifest', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.crawl();

    const { message } = await failure(runAsIs());

    expect(JSON.parse(message).ErrorMessage).toMatch(/MissingManifestError: .*manifests.run-1 holds no manifest/);
  });

  it("reads only the run's cities and the days of the half-open window", async () => {
    await lake.putDay('Hanoi', '2018-12-04', [hour({ measurement_datetime: '2018-12-04T23:00:00Z' })]);
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.putDay('Hanoi', '2018-12-06', [hour({ measurement_datetime: '2018-12-06T00:00:00Z' })]);
    await lake.putDay('Hue', '2018-12-05', [hour({ location_id: 9 })]);
    await lake.putDay('Ho Chi Minh City', '2018-12-05', [hour({ location_id: 7440 })]);
    await lake.crawl();

    await run();

    expect(warehouse.rows(STAGE).map((row) => row['location_id'])).toEqual([7440, 7441]);
    expect(warehouse.rows(COUNTS)).toMatchObject([{ rows_read: 2 }]);
  });

  it('does not open files outside the window, so a broken one there does no harm', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    lake.putBytes('airquality/Hanoi/year=2018/month=12/day=07/data.parquet', 'no Parquet');
    await lake.crawl();

    expect(await run()).toMatchObject({ JobRunState: 'SUCCEEDED' });
  });

  it('leaves the same rows when it runs again, and leaves other runs alone', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour(), hour({ location_id: 1, pm25: -1 })]);
    await lake.crawl();
    await run({ '--run_id': 'other' });
    await run();
    const before = structuredClone(warehouse.tables);

    await run();

    expect(new Map([...warehouse.tables].sort())).toEqual(new Map([...before].sort()));
  });

  it('writes counts of zero and removes what an earlier attempt staged when the window has no partition', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour(), hour({ location_id: 1, pm25: -1 })]);
    await lake.crawl();
    await run();

    await run({ '--window_start': '2020-01-01T00:00:00Z', '--window_end': '2020-01-02T00:00:00Z' });

    expect(warehouse.rows(STAGE)).toEqual([]);
    expect(warehouse.rows('openaq.rejected_measurements')).toEqual([]);
    expect(warehouse.rows(COUNTS)).toMatchObject([{ rows_read: 0, rows_staged: 0, rows_rejected: 0 }]);
  });

  it('writes counts of zero for files without rows', async () => {
    await lake.putDay('Hanoi', '2018-12-05', []);
    await lake.crawl();

    await run();

    expect(warehouse.rows(COUNTS)).toMatchObject([{ rows_read: 0, rows_staged: 0 }]);
  });

  it('puts every preaction on one line', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.crawl();
    await run();

    expect(warehouse.preactions.map(({ table }) => table)).toEqual([STAGE, 'openaq.stage_locations', DAYS, COUNTS]);
    expect(warehouse.preactions.flatMap(({ statements }) => statements).join()).not.toContain('\n');
    expect(warehouse.preactions.at(-1)?.statements).toEqual([
      'lock table openaq.rejected_measurements',
      "delete from openaq.rejected_measurements where run_id = 'run-1'",
      'lock table openaq.stage_counts',
      "delete from openaq.stage_counts where run_id = 'run-1'",
    ]);
  });

  it('fails as glue:startJobRun.sync does: States.TaskFailed with the JobRun as a JSON string', async () => {
    const { name, message } = await failure(run());

    expect(name).toBe('States.TaskFailed');
    expect(JSON.parse(message)).toMatchObject({
      JobName: 'openaq_to_redshift',
      JobRunState: 'FAILED',
      ErrorMessage: expect.stringContaining('Table aq_airquality does not exist in database openaq_database'),
    });
  });

  it('lists every wrong argument', async () => {
    const { message } = await failure(run({ '--run_id': "x'", '--cities': '', '--window_start': '2019-02-29' }));

    const { ErrorMessage } = JSON.parse(message);
    for (const name of ['run_id', 'cities', 'window_start']) expect(ErrorMessage).toContain(`--${name} is `);
  });

  describe('with a malformed file in the window', () => {
    const { pm10, ...withoutPm10 } = LAKE.measurements.columns;
    const withTextualPm10 = { ...LAKE.measurements.columns, pm10: { string: {} } };

    const malformed: [string, () => Promise<string>, string][] = [
      ['that is not Parquet', async () => lake.putBytes(KEY, 'no Parquet at all'), 'parquet file invalid'],
      ['that is empty', async () => lake.putBytes(KEY, ''), 'the file is empty'],
      [
        'whose pages are damaged',
        async () => {
          const bytes = await toParquet(LAKE.measurements.columns, [hour()]);
          return lake.putBytes(KEY, bytes.fill(0xff, 4, 204));
        },
        "don't know what type",
      ],
      [
        'that lacks a column',
        () => lake.putDay('Hanoi', '2018-12-06', [hour()], withoutPm10),
        'column pm10 is missing',
      ],
      [
        'that has a column in another type',
        () => lake.putDay('Hanoi', '2018-12-06', [hour({ pm10: '7' })], withTextualPm10),
        'column pm10 is VARCHAR, expected DOUBLE',
      ],
    ];
    const KEY = 'airquality/Hanoi/year=2018/month=12/day=06/data.parquet';

    it.each(malformed)('names the file %s and leaves staging as it was', async (_, put, reason) => {
      await lake.putDay('Hanoi', '2018-12-05', [hour()]);
      await lake.crawl();
      await run();
      const before = structuredClone(warehouse.tables);
      const file = await put();
      await lake.crawl();

      const { message } = await failure(run({ '--window_end': '2018-12-07T00:00:00Z' }));

      expect(JSON.parse(message).ErrorMessage).toContain(`${file}: `);
      expect(JSON.parse(message).ErrorMessage).toContain(reason);
      expect(warehouse.tables).toEqual(before);
    });
  });

  it('keeps no files of a run that succeeded', async () => {
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    await lake.crawl();
    await run();

    expect(readdirSync(join(lake.directory, 'glue'))).toEqual([]);
  });
});
