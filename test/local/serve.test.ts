import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { openaq, PROJECT, query } from '../support/openaq-cli';
import { describeWithJdbc, describeWithPsql, PGJDBC, useServedWarehouse } from '../support/served-warehouse';

const run = promisify(execFile);

describe('openaq serve', () => {
  const served = useServedWarehouse();
  const clients: Client[] = [];
  const connect = async (): Promise<Client> => {
    const client = new Client(served.url());
    clients.push(client);
    await client.connect();
    return client;
  };
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
  });

  it('prints a line for each program, with what it shows and how newer runs are seen', () => {
    const [, password = '', port = ''] = /looker_readonly:([\w-]+)@127\.0\.0\.1:(\d+)\//.exec(served.url()) ?? [];

    expect(served.url()).toBe(`postgresql://looker_readonly:${password}@127.0.0.1:${port}/openaq_warehouse`);
    expect(served.said()).toContain(`-> jdbc:postgresql://127.0.0.1:${port}/openaq_warehouse\n`);
    expect(served.said()).toContain(`host 127.0.0.1, port ${port}, database openaq_warehouse`);
    expect(served.said()).toContain(`psycopg2.connect("${served.url()}")`);
    expect(served.said()).toMatch(/It shows the warehouse of \d{4}-\S+Z; .* serve again to see what they load/);
  });

  it('gives the rows that openaq query gives, which goes on beside it', async () => {
    const sql = `select location_id, to_char(measurement_datetime, 'YYYY-MM-DD HH24:MI') as at, cast(pm25 as varchar) as pm25
      from openaq.fact_measurements order by 1, 2`;

    const { rows } = await (await connect()).query(sql);

    expect(rows).toHaveLength(335);
    expect(rows).toEqual(await query(sql, served.dir));
  });

  it('lets a run go on beside it, and shows what it loads at the next start', async () => {
    const { exitCode } = await openaq(['local', '--dir', served.dir, '--from', '2018-12-01', '--to', '2018-12-01']);
    expect(exitCode).toBe(0);

    const { rows } = await (await connect()).query('select count(*)::int as n from openaq.fact_measurements');

    expect(rows).toEqual([{ n: 335 }]);
    expect(await query('select count(*) > 335 as more from openaq.fact_measurements', served.dir)).toEqual([
      { more: true },
    ]);
  });

  it('lets one connection ask while another holds its transaction open', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.query('begin');
    await one.query('select count(*) from openaq.fact_measurements');

    const { rows } = await other.query('select count(*)::int as n from openaq.station_days');

    expect(rows[0].n).toBeGreaterThan(0);
    await one.query('commit');
  });

  it.each([
    ['insert', "insert into openaq.dim_cities (city) values ('Atlantis')", 'permission denied for table dim_cities'],
    ['update', 'update openaq.fact_measurements set pm25 = 0', 'permission denied for table fact_measurements'],
    ['delete', 'delete from openaq.fact_measurements', 'permission denied for table fact_measurements'],
    ['create in the schema', 'create table openaq.mine (id integer)', 'permission denied for schema openaq'],
    ['create elsewhere', 'create table public.mine (id integer)', 'permission denied for schema public'],
    ['create a schema', 'create schema mine', 'permission denied for database openaq_warehouse'],
    ['make a temporary table', 'create temp table mine (id integer)', /permission denied to create temporary tables/],
    ['read a file', "select pg_read_file('/etc/hostname')", 'permission denied for function pg_read_file'],
  ])('refuses to %s, also when the session is told to write', async (_, sql, message) => {
    const client = await connect();
    await client.query('set default_transaction_read_only = off');

    await expect(client.query(sql)).rejects.toThrow(message);
  });

  it('has sessions that read only, in UTC', async () => {
    const { rows } = await (await connect()).query(
      "select current_setting('transaction_read_only') as ro, current_setting('timezone') as zone",
    );

    expect(rows).toEqual([{ ro: 'on', zone: 'UTC' }]);
  });

  it('asks for the password', async () => {
    const client = new Client(served.url().replace(/:[\w-]+@/, ':guessed@'));

    await expect(client.connect()).rejects.toThrow('password authentication failed');
  });

  it("knows Redshift's functions", async () => {
    const { rows } = await (await connect()).query(`
      select to_char(convert_timezone('Asia/Ho_Chi_Minh', max(measurement_datetime)), 'YYYY-MM-DD HH24:MI') as local,
        median(pm25) as middle, getdate() > max(measurement_datetime) as is_past, datediff('day', min(measurement_datetime), max(measurement_datetime)) as days
      from openaq.fact_measurements`);

    expect(rows).toEqual([{ local: '2018-12-12 06:00', middle: '19', is_past: true, days: '6' }]);
  });

  describeWithPsql('to psql', () => {
    const psql = async (command: string): Promise<string> =>
      (await run('psql', [served.url(), '-XAt', '-v', 'ON_ERROR_STOP=1', '-c', command])).stdout.trim();

    it('answers with the facts', async () => {
      expect(await psql('select count(*), sum(pm25) from openaq.fact_measurements')).toBe('335|7295.0000');
    });

    it('shows the views and the comments', async () => {
      expect(await psql('\\dv openaq.*')).toContain('openaq|city_aqi_days|view');
      expect(await psql('\\dt+ openaq.fact*')).toContain('Hourly air quality, a row for each location and hour.');
      expect(await psql('\\d+ openaq.city_days')).toContain('Date on the clock of the city.');
    });

    it('refuses a write', async () => {
      await expect(psql('delete from openaq.fact_measurements')).rejects.toThrow('read-only transaction');
    });
  });

  describeWithJdbc('to JDBC', () => {
    it('shows views, columns and comments, answers two connections at once, and refuses a write', async () => {
      const { username, password, host, pathname } = new URL(served.url());
      const { stdout } = await run('java', [
        ...['-cp', PGJDBC, join(PROJECT, 'test/support/AskByJdbc.java')],
        ...[`jdbc:postgresql://${host}${pathname}`, username, password],
      ]);

      expect(stdout.trim().split('\n')).toEqual([
        '335|7295.0000',
        '2018-12-12 06:00:00',
        'city_days: Daily means of each city and pollutant, every complete station counting once.',
        expect.stringMatching(/^numeric\(10,4\): PM2\.5/),
        'ERROR: cannot execute DELETE in a read-only transaction',
      ]);
    });
  });
});
