import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lockDirectory } from '../../local/folder/directory-lock';
import { commandOf, environmentOf, openaq, PROJECT, startOpenaq } from '../support/openaq-cli';
import { startSilentApi } from '../support/silent-api';

const DAY = ['--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Hanoi'];

let root: string;
let api: Awaited<ReturnType<typeof startSilentApi>>;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'openaq-end-'));
  api = await startSilentApi();
});
afterAll(() => {
  api.close();
  rmSync(root, { recursive: true });
});

/** A run that stays in its extraction, once it is there. */
const startRun = async (directory: string) => {
  const run = startOpenaq(['local', '--dir', directory, '--api-url', api.url, ...DAY]);
  await run.saying('[START]   Extract\n');
  return run;
};

/** Fails when a process still holds the folder. */
const take = async (directory: string) => (await lockDirectory(directory, 'a test'))();

/** The state of a process as `ps` says it: empty when there is none, Z for one that has ended unheard. */
const stateOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

describe('a reader that goes away', () => {
  it.each([1, 2])('ends `openaq local | head -%i` quietly, with exit code 141', async (lines) => {
    const directory = join(root, `head-${lines}`);
    const command = `"$0" "$@" | head -${lines}; exit \${PIPESTATUS[0]}`;

    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', command, process.execPath, commandOf(PROJECT), 'local', '--dir', directory, ...DAY],
      { encoding: 'utf8', env: environmentOf() },
    );

    expect({ status, stderr }).toEqual({ status: 141, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(lines);
    await take(directory);
  });

  it('ends `openaq query | true` quietly as well', async () => {
    const directory = join(root, 'query');
    expect((await openaq(['local', '--dir', directory, ...DAY])).exitCode).toBe(0);
    const command = '"$0" "$@" | true; exit ${PIPESTATUS[0]}';
    // Far more than a pipe holds.
    const sql = 'select * from openaq.fact_measurements a, openaq.fact_measurements b, openaq.fact_measurements c';

    const { status, stderr } = spawnSync(
      'bash',
      ['-c', command, process.execPath, commandOf(PROJECT), 'query', sql, '--local', '--dir', directory],
      { encoding: 'utf8', env: environmentOf() },
    );

    expect({ status, stderr }).toEqual({ status: 141, stderr: '' });
  });

  it('says so in one line when the output cannot be written', () => {
    if (!existsSync('/dev/full')) return;
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', '"$0" "$@" > /dev/full', process.execPath, commandOf(PROJECT), '--help'],
      {
        encoding: 'utf8',
        env: environmentOf(),
      },
    );

    expect(status).toBe(1);
    expect(stderr).toMatch(/^\[FAIL\] {4}The output cannot be written: .*ENOSPC.*\n$/);
  });
});

describe('a run that is stopped', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'by %s ends with %i and one line that says what is kept, and gives its folder back',
    async (signal, exitCode) => {
      const directory = join(root, signal);
      const run = await startRun(directory);

      run.child.kill(signal);
      const result = await run.ended;

      expect(result.exitCode).toBe(exitCode);
      expect(result.stderr).toBe(
        `[FAIL]    Interrupted by ${signal}: ${directory} keeps what was loaded and extracted so far; the same command runs it again\n`,
      );
      await take(directory);
      expect(await openaq(['local', '--dir', directory, ...DAY])).toMatchObject({ exitCode: 0, stderr: '' });
    },
  );

  it('by SIGKILL leaves its folder to the next run', async () => {
    const directory = join(root, 'SIGKILL');
    const run = await startRun(directory);

    run.child.kill('SIGKILL');
    await run.ended;

    await take(directory);
    expect(await openaq(['local', '--dir', directory, ...DAY])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('a folder with a run in it', () => {
  it('is neither emptied nor used nor asked by another command, which says who has it', async () => {
    const directory = join(root, 'busy');
    const run = await startRun(directory);
    const before = readdirSync(directory);

    const others = await Promise.all([
      openaq(['local', '--fresh', '--dir', directory, ...DAY]),
      openaq(['local', '--dir', directory, ...DAY]),
      openaq(['query', 'select 1', '--local', '--dir', directory]),
    ]);

    for (const { exitCode, stdout, stderr } of others) {
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toMatch(
        new RegExp(
          `^\\[FAIL\\] {4}${directory} is in use by process ${run.child.pid} \\(openaq local --dir .*, since .*\\): wait until it ends, or give --dir another folder\n$`,
        ),
      );
    }
    expect(readdirSync(directory)).toEqual(before);
    run.child.kill();
    await run.ended;
  });
});

describe('endWithProcess', () => {
  it('ends a child with its parent', async () => {
    const script = join(root, 'parent.ts');
    writeFileSync(
      script,
      `import { spawn } from 'node:child_process';
       import { endInOneLine, endWithProcess } from ${JSON.stringify(join(PROJECT, 'local/cli/process-end'))};
       endInOneLine();
       const child = spawn('sleep', ['60'], { detached: true });
       endWithProcess(child);
       console.log(child.pid);`,
    );
    const parent = spawn(process.execPath, ['--require', 'tsx/cjs', script], { cwd: PROJECT });
    const [text] = (await once(parent.stdout, 'data')) as [Buffer];
    const childPid = Number(text.toString());
    expect(stateOf(childPid)).toMatch(/^[^Z]/);

    parent.kill('SIGTERM');
    await once(parent, 'close');

    await promisify(execFile)('sleep', ['0.2']);
    expect(stateOf(childPid)).toMatch(/^(?:Z.*)?$/);
  });
});
