import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { openWarehouse } from '../../local/warehouse/warehouse';
import { openaq, PROJECT, startOpenaq } from '../support/openaq-cli';
import { urlIn } from '../support/served-warehouse';
import { temporaryDirectory } from '../support/temporary-directory';

const root = temporaryDirectory();
const dir = join(root, 'laptop');
/** Where the servers of these tests have their files. Whom the server runs as must reach it. */
const temporary = join(root, 'temporary');

beforeAll(async () => {
  mkdirSync(temporary, { mode: 0o755 });
  chmodSync(root, 0o755);
  const warehouse = await openWarehouse(join(dir, 'warehouse'));
  await warehouse.transaction([
    'create schema air',
    'create table air.places (id bigint identity(1, 1) not null, name varchar(80), seen timestamp, pm25 decimal(10, 4))',
    `insert into air.places (name, seen, pm25) values
      ('tab' || chr(9) || 'line' || chr(10) || 'slash \\ "Đống Đa"', '2018-12-05 07:00:00', 21.5), (null, null, null), ('', null, 0)`,
    'create view air.high as select name, pm25 from air.places where pm25 > 20',
    'create view air.a_named as select name from air.high',
    `comment on column air.high.pm25 is 'It''s "ug/m3"'`,
  ]);
  await warehouse.close();
});

const serve = async (environment: Record<string, string> = {}) => {
  const serving = startOpenaq(['serve', '--port', '0', '--dir', dir], { TMPDIR: temporary, ...environment });
  await serving.saying('Ctrl-C ends it');
  return { ...serving, url: urlIn(serving.output()) };
};

const connect = async (url: string): Promise<Client> => {
  const client = new Client(url);
  // The server goes away under it.
  client.on('error', () => {});
  await client.connect();
  return client;
};

/** The folders of servers; the command keeps compiled sources there, too. */
const servers = (): string[] => readdirSync(temporary).filter((name) => name.startsWith('openaq-postgres-'));

const isGone = async (): Promise<boolean> => {
  for (let tries = 0; tries < 100 && servers().length > 0; tries += 1) await setTimeout(100);
  return servers().length === 0;
};

describe('openaq serve', () => {
  it.each([
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGKILL', -1],
  ] as const)(
    'leaves neither a server nor files behind after %s, with a client in a transaction',
    async (signal, code) => {
      const { child, ended, url } = await serve();
      const client = await connect(url);
      await client.query('begin');
      expect(servers()).toHaveLength(1);

      child.kill(signal);

      expect((await ended).exitCode).toBe(code);
      expect(await isGone()).toBe(true);
      await expect(connect(url)).rejects.toThrow('ECONNREFUSED');
    },
  );

  it('copies texts, nulls, views upon views and comments as they are, of any schema', async () => {
    const { child, ended, url } = await serve({ OPENAQ_SERVE_PASSWORD: "it's kept" });
    expect(url).toContain(":it's%20kept@");
    const client = await connect(url);

    const { rows } = await client.query(
      'select id, name, cast(seen as varchar) as seen, pm25 from air.places order by id',
    );
    const named = await client.query('select * from air.a_named');
    const comment = await client.query("select col_description('air.high'::regclass, 2) as text");

    expect(rows).toEqual([
      { id: '1', name: 'tab\tline\nslash \\ "Đống Đa"', seen: '2018-12-05 07:00:00', pm25: '21.5000' },
      { id: '2', name: null, seen: null, pm25: null },
      { id: '3', name: '', seen: null, pm25: '0.0000' },
    ]);
    expect(named.rows).toEqual([{ name: rows[0].name }]);
    expect(comment.rows).toEqual([{ text: `It's "ug/m3"` }]);
    await client.end();
    child.kill('SIGINT');
    await ended;
  });

  it('says that a port is taken, before it copies anything', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    const { exitCode, stderr } = await openaq(['serve', '--port', String(port), '--dir', dir]);
    server.close();

    expect(stderr).toBe(
      `[FAIL]    port ${port} is in use, perhaps by another "openaq serve": give --port another, such as 5440, or 0 for any that is free\n`,
    );
    expect(exitCode).toBe(2);
  });

  it.each(['65536', '-1', 'x'])('refuses %s as a port', async (port) => {
    const { exitCode, stderr } = await openaq(['serve', `--port=${port}`, '--dir', dir]);

    expect(stderr).toContain(`argument '${port}' is invalid. expected a whole number from 0 to 65535`);
    expect(exitCode).toBe(2);
  });

  it('hears in one line why PostgreSQL does not start', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(PROJECT, 'local/serve/postgres-server.mjs')], {
      input: `${JSON.stringify({ port: 0, database: 'any', password: 'any' })}\n`,
      env: { ...process.env, TMPDIR: join(root, 'missing') },
      encoding: 'utf8',
    });

    expect(stdout).toMatch(/^ENOENT: no such file or directory, mkdtemp [^\n]+\n$/);
    expect(status).toBe(1);
  });

  it('says that there is no warehouse yet, and makes nothing', async () => {
    const nowhere = join(root, 'nowhere');

    const { exitCode, stderr } = await openaq(['serve', '--dir', nowhere]);

    expect(stderr).toBe(`[FAIL]    ${nowhere}/warehouse holds no warehouse yet: run "npx openaq local" first\n`);
    expect(exitCode).toBe(2);
    expect(existsSync(nowhere)).toBe(false);
  });
});
