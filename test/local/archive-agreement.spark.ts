import { join } from 'node:path';
import type { RunSummary } from '../../local/cli/run-summary';
import { lastJson, openaq, query } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';

/** The month that the recording has nearly whole in both cities, with fill codes, negative, doubted and missing hours. */
const MONTH = ['--from', '2018-12-01', '--to', '2018-12-31'];

const folder = temporaryDirectory();

const FACTS = `
  select location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country, quality_flags
  from openaq.fact_measurements order by location_id, measurement_datetime`;

const REJECTED = `
  select location_id, measurement_datetime, reason, partition_city, partition_date, quality_flags
  from openaq.rejected_measurements order by location_id, measurement_datetime`;

const LOCATIONS = `
  select location_id, location_name, city, country, latitude, longitude, is_active, provider, owner, is_monitor, time_zone
  from openaq.dim_locations order by location_id`;

type Row = Readonly<Record<string, unknown>>;

const run = async (dir: string, ...args: string[]): Promise<RunSummary> => {
  const result = await openaq(['local', '--json', '--dir', join(folder, dir), ...MONTH, ...args]);
  expect({ exitCode: result.exitCode, stderr: result.exitCode === 0 ? '' : result.stderr }).toEqual({
    exitCode: 0,
    stderr: '',
  });
  return lastJson<RunSummary>(result);
};

const ask = async (dir: string, sql: string): Promise<readonly Row[]> =>
  (await query(sql, join(folder, dir))) as unknown as readonly Row[];

/** The flags of a row without those that OpenAQ sets itself: its archive does not have them. */
const withoutFlagged = (row: Row): Row => {
  const tokens = String(row['quality_flags'] ?? '')
    .split(' ')
    .filter((token) => token !== '' && !/:flagged(_|$)/.test(token));
  return { ...row, quality_flags: tokens.length === 0 ? null : tokens.join(' ') };
};

/** These tests start Spark: `node test/support/spark-tests.js` runs them. */
describe('a month of the recording, through the API and through the archive', () => {
  let api: RunSummary;
  let archive: RunSummary;
  beforeAll(async () => {
    api = await run('api');
    archive = await run('archive', '--source', 'archive');
  }, 600_000);

  it('ends with the same facts, but for the flags that the archive has no column for', async () => {
    const [ofApi, ofArchive] = await Promise.all([ask('api', FACTS), ask('archive', FACTS)]);

    expect(ofArchive).toEqual(ofApi.map(withoutFlagged));
    expect(ofApi.length).toBeGreaterThan(1_400);
    expect(archive.factDigest).toBe(api.factDigest);
  });

  it('rejects the same rows for the same reasons, and knows the same locations', async () => {
    const rejected = await ask('archive', REJECTED);

    expect(rejected).toEqual((await ask('api', REJECTED)).map(withoutFlagged));
    expect(rejected.length).toBeGreaterThan(0);
    expect(await ask('archive', LOCATIONS)).toEqual(await ask('api', LOCATIONS));
  });

  it('accounts for as many rows and asks the API for nothing but the locations', () => {
    expect(archive.rows).toEqual(api.rows);
    // Through the API also the hours of a sensor in each city, and the names of the flags of one.
    expect({ api: api.requests, archive: archive.requests }).toEqual({ api: 5, archive: 2 });
  });

  it('keeps what the archive wrote in a run of the missing days, which asks for the locations alone and changes nothing', async () => {
    const { rows, requests, valuesChanged, factDigest } = await run('archive', '--only-missing');

    expect({ rows, requests, valuesChanged, factDigest }).toEqual({
      rows: archive.rows,
      requests: 2,
      valuesChanged: 0,
      factDigest: archive.factDigest,
    });
  });
});
