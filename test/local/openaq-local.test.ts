import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunSummary } from '../../local/cli/report';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { startReplayServer } from '../../local/openaq-replay/server';
import { lastJson, openaq, PROJECT } from '../support/openaq-cli';

const FACT_ROWS = `
  select location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country
  from openaq.fact_measurements order by location_id, measurement_datetime`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'openaq-local-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const query = async (sql: string, dir: string): Promise<Record<string, unknown>[]> =>
  lastJson(await openaq(['query', sql, '--local', '--json', '--dir', dir]));

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

    // Assess: 2 posts x 7 days x 24 hours; the hour without any value is rejected, not loaded and not lost.
    expect(result.exitCode).toBe(0);
    expect(summary).toMatchObject({ status: 'SUCCEEDED', error: null, requests: 4 });
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
      { city: 'Hanoi', hours: 167, with_pm25: 167, first: '2018-12-05 00:00:00', last: '2018-12-11 23:00:00' },
      { city: 'Ho Chi Minh City', hours: 168, with_pm25: 168, highest: '91.0000' },
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

  it('refuses a query that would write', async () => {
    const { exitCode, stderr } = await openaq([
      'query',
      'delete from openaq.fact_measurements',
      '--local',
      '--dir',
      join(folder, 'week'),
    ]);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/read-only/);
  });
});

describe('openaq local with bad usage', () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

  it.each([
    ['an unknown option', ['--form', '2018-12-05'], /unknown option '--form'/],
    ['from after to', ['--from', '2018-12-09', '--to', '2018-12-05'], /--from 2018-12-09 is after --to 2018-12-05/],
    [
      'a date that does not exist',
      ['--from', '2018-11-31', '--to', '2018-12-05'],
      /--from "2018-11-31": expected a date that exists/,
    ],
    ['a date in the future', ['--from', '2018-12-05', '--to', tomorrow], /--to ".*": is in the future/],
    ['an unknown city', ['--city', 'Saigon'], /--city "Saigon" .* expected some of Hanoi, Ho Chi Minh City/],
    ['a misspelt city', ['--city', 'Hanoy'], /--city "Hanoy" .* did you mean Hanoi\?/],
    ['a lookback that is no number', ['--lookback-hours', 'two'], /--lookback-hours "two": expected a whole number/],
    ['a year before there were data', ['--from', '0000-01-01', '--to', '0000-01-02'], /0000-01-01/],
    [
      'several mistakes',
      ['--from', '2018-11-31', '--to', tomorrow, '--city', 'Saigon', '--lookback-hours', '0'],
      /5 mistakes:\n( {2}- --[^\n]+\n){5}$/,
    ],
    [
      'a window that the recording lacks',
      ['--from', '2024-05-01', '--to', '2024-05-03'],
      /has no hour of 2024-05-01 to 2024-05-03 .*\n {2}- Hanoi: pm25 2016-11-09 to .*\n.*\n.*https:\/\/explore\.openaq\.org\/register/,
    ],
    ['hours before now, which the recording lacks', ['--lookback-hours', '24'], /the recording has no hour of/],
    ['a name that steers the terminal', ['--city', '\u001b[2J\u0007'], /--city "\\u001b\[2J\\u0007"/],
    ['an URL that is none', ['--api-url', 'localhost:80'], /expected an http or https URL/],
    ['an engine that does not exist', ['--engine', 'flink'], /Allowed choices are duckdb, spark/],
  ])('exits 2 on %s, with one message, and writes nothing', async (_, args, message) => {
    const dir = join(folder, 'never-made');

    const { exitCode, stdout, stderr } = await openaq(['local', '--dir', dir, ...args]);

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at |undefined/);
    expect(stderr).not.toContain('\u001b');
    expect(existsSync(dir)).toBe(false);
  });

  it('exits 2 on a folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');

    const { exitCode, stderr } = await openaq(['local', '--dir', join(folder, 'file/below')]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/file is a file; give --dir another folder/);
  });

  it('exits 2 on a query of a warehouse that was never filled', async () => {
    const { exitCode, stderr } = await openaq(['query', 'select 1', '--local', '--dir', join(folder, 'nowhere')]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/holds no warehouse yet/);
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

describe('openaq local against an API that misbehaves', () => {
  const answering = async (status: number, body: string): Promise<Server> => {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** Runs one day against an API and expects a red run that wrote neither an object nor a fact. */
  const expectRed = async (name: string, apiUrl: string, error: string, message: RegExp) => {
    const dir = join(folder, name);
    const args = ['--from', '2018-12-05', '--to', '2018-12-05', '--api-url', apiUrl, '--city', 'Hanoi'];
    const result = await openaq(['local', '--json', '--dir', dir, ...args], { OPENAQ_API_KEY: 'a-wrong-key' });
    const summary = lastJson<RunSummary>(result);
    expect(result.exitCode).toBe(1);
    expect(summary).toMatchObject({
      status: 'FAILED',
      error: { name: error, message: expect.stringMatching(message) },
    });
    expect(result.stderr.match(/Notification: .*/g)).toEqual([
      `Notification: OpenAQ pipeline: Extract failed (Hanoi 2018-12-05 to 2018-12-06): ${error}`,
    ]);
    expect(result.stderr).not.toMatch(/undefined row|\[object|errorType|\n\s+at |console\.aws/);
    expect(result.stderr).not.toContain('a-wrong-key');
    expect(existsSync(join(dir, 's3')) ? readdirSync(join(dir, 's3')) : []).toEqual([]);
    // The warehouse is asked for behind the extraction: a first run that fails before leaves it as it was.
    await expect(query('select count(*) as rows from openaq.fact_measurements', dir)).rejects.toThrow();
  };

  it('fails the run on a wrong key, at once', async () => {
    const respond = jest.fn(createRecordedApi({ apiKey: 'the-right-key' }));
    const server = await startReplayServer(respond);
    try {
      await expectRed('wrong-key', server.url, 'InvalidApiKeyError', /Invalid credentials/);
      expect(respond).toHaveBeenCalledTimes(1);
    } finally {
      await server.close();
    }
  });

  it('fails the run on a changed schema, naming the path', async () => {
    const server = await answering(200, JSON.stringify({ meta: { found: 1 }, results: [{ identifier: 7441 }] }));
    try {
      await expectRed('changed-schema', urlOf(server), 'OpenAqSchemaChangedError', /id/);
    } finally {
      server.close();
    }
  });

  // Both try again in real time before they give up, so they do it side by side.
  it('fails the run on an API that is not there, and on a body that is not JSON', async () => {
    const closed = await answering(200, '');
    const nowhere = urlOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    const server = await answering(200, '<html>Bad gateway</html>');
    try {
      await Promise.all([
        expectRed('not-there', nowhere, 'OpenAqUnavailableError', /ECONNREFUSED/),
        expectRed('not-json', urlOf(server), 'OpenAqUnavailableError', /not JSON/),
      ]);
    } finally {
      server.close();
    }
  }, 180_000);
});
