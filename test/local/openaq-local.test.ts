import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../local/cli/run-summary';
import { lastJson, openaq, PROJECT, query } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';

const FACT_ROWS = `
  select location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country
  from openaq.fact_measurements order by location_id, measurement_datetime`;

const folder = temporaryDirectory();

const run = async (dir: string, ...args: string[]): Promise<RunSummary> => {
  const result = await openaq(['local', '--json', '--dir', dir, ...args]);
  expect({ exitCode: result.exitCode, stderr: result.exitCode === 0 ? '' : result.stderr }).toEqual({
    exitCode: 0,
    stderr: '',
  });
  return lastJson<RunSummary>(result);
};

describe('openaq local, replaying the recorded week', () => {
  it('loads every hour of both cities, accounts for each, and shows it', async () => {
    // Act
    const dir = join(folder, 'week');
    const result = await openaq(['local', '--json', '--dir', dir]);
    const summary = lastJson<RunSummary>(result);

    // Assess: a list and the hours of a post for each city, and the flags of one post.
    // 2 posts x 7 days x 24 hours; the hour without any value is rejected, not loaded and not lost.
    expect(result.exitCode).toBe(0);
    expect(summary).toMatchObject({ status: 'SUCCEEDED', error: null, requests: 5 });
    const { extracted, read, staged, duplicates, rejected, loaded } = summary.rows as Record<string, number>;
    expect(extracted).toBe(336);
    expect(read).toBe(extracted);
    expect((staged ?? 0) + (duplicates ?? 0) + (rejected ?? 0)).toBe(read);
    expect(loaded).toBe(staged);
    for (const state of [
      'PlanRun',
      'ExtractCities',
      'TransformToStaging',
      'LoadWarehouse',
      'ValidateLoad',
      'Succeeded',
    ]) {
      expect(Object.keys(summary.seconds)).toContain(state);
      expect(result.stderr).toMatch(new RegExp(`\\[OK\\] +${state} `));
    }
    expect(result.stderr).toContain('PM2.5 in Hanoi');
    expect(result.stderr).toContain('Rows per city and day');
  });

  it('keeps the recorded values: means, extremes and gaps are those of the source file', async () => {
    const rows = await query(
      `select city, count(*) as hours, count(pm25) as with_pm25, max(pm25) as highest, min(measurement_datetime) as first,
              max(measurement_datetime) as last
       from openaq.fact_measurements group by 1 order by 1`,
      join(folder, 'week'),
    );
    const rejected = await query(
      'select reason, city, count(*) as hours from openaq.rejected_measurements group by 1, 2 order by 2',
      join(folder, 'week'),
    );

    expect(rows).toMatchObject([
      { city: 'Hanoi', hours: 167, with_pm25: 167, first: '2018-12-05T00:00:00Z', last: '2018-12-11T23:00:00Z' },
      { city: 'Ho Chi Minh City', hours: 168, with_pm25: 168, highest: 91 },
    ]);
    expect(rejected).toEqual([{ reason: 'no_measurement', city: 'Hanoi', hours: 1 }]);
  });

  it('leaves identical fact rows when it runs again, and audits both runs', async () => {
    const dir = join(folder, 'week');
    const before = await query(FACT_ROWS, dir);

    const again = await run(dir);

    expect(await query(FACT_ROWS, dir)).toEqual(before);
    expect(again.rows).toMatchObject({ loaded: before.length });
    expect(await query('select count(*) as runs from openaq.load_audit', dir)).toEqual([{ runs: 2 }]);
    expect(await query('select count(*) as rows from openaq.rejected_measurements', dir)).toEqual([{ rows: 1 }]);
    for (const stage of ['stage_measurements', 'stage_locations', 'stage_counts']) {
      expect(await query(`select count(*) as rows from openaq.${stage}`, dir)).toEqual([{ rows: 0 }]);
    }
  });

  it('gives the same warehouse from overlapping windows as from one', async () => {
    const dir = join(folder, 'overlapping');

    await run(dir, '--from', '2018-12-05', '--to', '2018-12-09');
    await run(dir, '--from', '2018-12-08', '--to', '2018-12-11');

    expect(await query(FACT_ROWS, dir)).toEqual(await query(FACT_ROWS, join(folder, 'week')));
  });

  it('takes one city when told to', async () => {
    const dir = join(folder, 'one-city');

    const summary = await run(dir, '--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Ho Chi Minh City');

    expect(summary.rows.loaded).toBe(24);
    expect(await query('select distinct city from openaq.fact_measurements', dir)).toEqual([
      { city: 'Ho Chi Minh City' },
    ]);
  });

  it('takes a city by any spelling, and reports that city alone', async () => {
    const dir = join(folder, 'week');

    const result = await openaq(['local', '--json', '--dir', dir, '--city', 'hanoi']);

    expect(result.stderr).toContain('│ Hanoi │ 2018-12-05 │');
    expect(result.stderr).not.toContain('Ho Chi Minh City');
    const summary = lastJson<RunSummary>(result);
    expect(summary.rows.loaded).toBe(167);
    expect(summary.factDigest).toBe((await run(join(folder, 'hanoi'), '--city', 'Hanoi')).factDigest);
  });

  it('ends with a statement that can be pasted', async () => {
    const dir = join(folder, "o'clock and more");
    const { stdout } = await openaq(['local', '--dir', dir, '--from', '2018-12-05', '--to', '2018-12-05']);
    const [, command = ''] = /Ask it: (npx openaq query .*)\n$/.exec(stdout) ?? [];

    const { status, stdout: answer } = spawnSync('sh', ['-c', command], { cwd: PROJECT, encoding: 'utf8' });

    expect(status).toBe(0);
    expect(answer).toMatch(/│ Hanoi +│ 2018-12-05 │ 21\.7 │/);
  });

  it('answers the README’s question', async () => {
    const rows = await query(
      'select city, date(measurement_datetime), count(*), avg(pm25) from openaq.fact_measurements group by 1,2 order by 1,2',
      join(folder, 'week'),
    );

    expect(rows).toHaveLength(14);
  });

  it('answers the README’s question in local time, and lists the columns of a table', async () => {
    const at = "convert_timezone('Asia/Ho_Chi_Minh', measurement_datetime)";
    const rows = await query(
      `select top 3 ${at} as at, pm25 from openaq.fact_measurements order by pm25 desc`,
      join(folder, 'week'),
    );
    const { stdout } = await openaq(['tables', 'fact_measurements', '--csv', '--dir', join(folder, 'week')]);

    expect(rows[0]).toEqual({ at: '2018-12-10T23:00:00', pm25: 108 });
    expect(stdout).toMatch(/^measurement_datetime,timestamp,no,/m);
  });

  it('refuses a query that would write', async () => {
    const { exitCode, stderr } = await openaq([
      'query',
      'delete from openaq.fact_measurements',
      '--dir',
      join(folder, 'week'),
    ]);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/read-only/);
  });
});

describe('a damaged warehouse', () => {
  it.each([
    ['query', ['query', 'select 1', '--local']],
    ['local', ['local', '--city', 'Hanoi']],
  ])('ends `openaq %s` in one line that says what to delete', async (_, args) => {
    const dir = join(folder, 'damaged');
    cpSync(join(folder, 'week'), dir, { recursive: true });
    // Postgres starts and then misses its database.
    rmSync(join(dir, 'warehouse/pgdata/base'), { recursive: true });

    const { exitCode, stderr } = await openaq([...args, '--dir', dir]);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^\[FAIL\] {4}the warehouse in \S+ is damaged or of another version \([^\n]+\); delete the directory and run again\n$/,
    );
    rmSync(dir, { recursive: true });
  });
});
