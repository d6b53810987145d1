import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { toPlainText } from '../../lambdas/shared/domain/plain-text';
import type { TestServer } from '../support/http-server';
import { type CliResult, lastJson, openaq, PROJECT, query } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';
import { HOSTILE_NAMES, SECRET, startHostileRefusal, startHostileWorld } from './hostile-api';

const DAY = ['--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Hanoi'];
const NAMES = 'select location_id, location_name from openaq.dim_locations order by 1';

/** Forms in which the key could lie about; half of it would be a leak, too. */
const FORMS = [
  SECRET.slice(0, 32),
  SECRET.slice(0, 32).toUpperCase(),
  Buffer.from(SECRET).toString('base64').slice(4, 40),
];

/** What steers a terminal: all that no line of text has but its end and a tab. */
const STEERS = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u;

/** Every file below a folder with its bytes, unpacked where it is gzip. */
const filesBelow = (folder: string): (readonly [file: string, bytes: Buffer])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return [join(entry.parentPath, entry.name), entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes] as const;
    });

const leaksIn = (folder: string): string[] =>
  filesBelow(folder)
    .filter(([, bytes]) => FORMS.some((form) => bytes.includes(form)))
    .map(([file]) => file);

describe('A run against an API that means harm', () => {
  const root = temporaryDirectory();
  const good = join(root, 'good');
  const bad = join(root, 'bad');
  const said: Record<string, CliResult> = {};
  const servers: TestServer[] = [];
  const ask = async (name: string, args: readonly string[]): Promise<void> => {
    said[name] = await openaq(args, { OPENAQ_API_KEY: SECRET });
  };

  beforeAll(async () => {
    const [honest, unauthorized, refusing] = await Promise.all([
      startHostileWorld(),
      startHostileRefusal(401),
      startHostileRefusal(400),
    ]);
    servers.push(honest, unauthorized, refusing);
    await ask('local', ['local', ...DAY, '--dir', good, '--api-url', honest.url]);
    await ask('table', ['query', NAMES, '--dir', good]);
    await ask('json', ['query', NAMES, '--dir', good, '--json']);
    await ask('tables', ['tables', `fact_measurements'; drop table openaq.load_audit; --\u001b[2J`, '--dir', good]);
    await ask('report', ['report', '--dir', good]);
    await ask('dates', ['report', '--dir', good, '--from', "2018-12-05' or '1'='1", '--to', '\u001b[2J']);
    await ask('refused', ['local', ...DAY, '--dir', bad, '--api-url', refusing.url, '--json']);
    await ask('unauthorized', ['local', ...DAY, '--dir', bad, '--api-url', unauthorized.url]);
    await ask('redrive', ['local', '--redrive', '--dir', bad, '--api-url', unauthorized.url]);
  }, 300_000);
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  it('ends green with every row when names alone are hostile, and red when the API refuses', () => {
    const codes = Object.entries(said).map(([name, { exitCode }]) => [name, exitCode]);

    expect(Object.fromEntries(codes)).toEqual({
      local: 0,
      table: 0,
      json: 0,
      tables: 1,
      report: 0,
      dates: 2,
      refused: 1,
      unauthorized: 1,
      redrive: 1,
    });
    expect(said['local']?.stdout).toContain(`${HOSTILE_NAMES.length * 24} rows loaded`);
    expect(lastJson<{ error: { name: string } }>(said['refused'] as CliResult).error.name).toBe(
      'OpenAqRequestRefusedError',
    );
    expect(said['unauthorized']?.stdout).toContain('InvalidApiKeyError');
  });

  it('runs none of the SQL in a name: each is stored as text, and every table is as it was', async () => {
    const stored = JSON.parse(said['json']?.stdout ?? '') as { location_name: string }[];

    expect(stored.slice(0, -1).map(({ location_name }) => location_name)).toEqual(
      HOSTILE_NAMES.slice(0, -1).map(toPlainText),
    );
    expect(
      await query(
        `select (select count(*) from openaq.fact_measurements) as facts, (select count(*) from openaq.load_audit) as audits,
                (select count(*) from openaq.dim_locations where city = 'Hanoi') as locations`,
        good,
      ),
    ).toEqual([{ facts: HOSTILE_NAMES.length * 24, audits: 1, locations: HOSTILE_NAMES.length }]);
  });

  it('lets nothing steer the terminal, whatever the command', () => {
    for (const [name, { stdout, stderr }] of Object.entries(said)) {
      expect([name, STEERS.exec(stdout + stderr)?.[0]]).toEqual([name, undefined]);
    }
  });

  it('makes a report that runs and fetches nothing of what a name holds', () => {
    const html = readFileSync(join(good, 'report.html'), 'utf8');

    expect(html).not.toMatch(/<script>alert|<img src=x|onerror=alert\(1\)>/);
    expect(html).not.toMatch(STEERS);
  });

  it('writes below its folder alone: no name of the API is part of a path', () => {
    const paths = filesBelow(join(good, 's3')).map(([file]) => file.slice(join(good, 's3').length));

    expect(readdirSync(root).sort()).toEqual(['bad', 'good']);
    for (const path of paths) {
      expect(path).toMatch(
        /^\/[\w.-]+\/(airquality|locations)\/Hanoi\/[\w=/.]+$|^\/[\w.-]+\/manifests\/[\w-]+\/[\w.-]+$/,
      );
    }
  });

  it('shows and keeps no key: not on the terminal, in a log, in the state, in the warehouse, in a report or a template', () => {
    for (const [name, { stdout, stderr }] of Object.entries(said)) {
      const leaking = FORMS.filter((form) => (stdout + stderr).includes(form));
      expect([name, leaking]).toEqual([name, []]);
    }
    expect(filesBelow(root).length).toBeGreaterThan(50);
    expect(leaksIn(root)).toEqual([]);
    expect(leaksIn(join(PROJECT, 'node_modules/.cache/openaq'))).toEqual([]);
    expect(said['json']?.stdout).toContain('[API key]');
  });
});
