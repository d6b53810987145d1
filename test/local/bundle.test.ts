import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openaq } from '../support/openaq-cli';
import { copyProject } from '../support/project-copy';

describe('the bundle of the command line', () => {
  const project = copyProject();
  const cache = join(project, 'node_modules/.cache');
  const bundle = join(cache, 'openaq/command.cjs');
  const help = (environment: Record<string, string> = {}) => openaq(['--help'], environment, project);
  const HELP = { exitCode: 0, stdout: expect.stringContaining('OpenAQ Pipeline: hourly air quality'), stderr: '' };

  const change = (file: string, from: string, to: string): void => {
    const path = join(project, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };

  it('is made once by commands that begin at the same time, and nothing unfinished is left', async () => {
    expect(await Promise.all([help(), help(), help()])).toEqual([HELP, HELP, HELP]);

    expect(readdirSync(join(cache, 'openaq')).sort()).toEqual(['command-help.v8', 'command.cjs']);
  });

  it('holds every file that a package requires from beside itself', () => {
    expect(readFileSync(bundle, 'latin1')).not.toMatch(/\brequire\d*\("\./);
  });

  it('stays while nothing changes', async () => {
    const { ino } = statSync(bundle);

    expect(await help()).toEqual(HELP);
    expect(statSync(bundle).ino).toBe(ino);
  });

  it.each([
    [
      'a module of the entry',
      'local/cli/program/questions.ts',
      'list the tables and views',
      'name the tables and views',
    ],
    ['a module of a module', 'local/cli/defaults.ts', "from: '2018-12-05'", "from: '2018-12-04'"],
  ])('is made anew for the next command when %s changes', async (_, file, from, to) => {
    const before = await help();
    change(file, from, to);
    const after = await help();

    expect(after).toEqual(HELP);
    expect(after.stdout).not.toBe(before.stdout);
  });

  it.each([
    ['is cut off', () => writeFileSync(bundle, readFileSync(bundle).subarray(0, 100_000))],
    ['has other bytes', () => appendFileSync(bundle, 'process.exit(3)')],
    ['has compiled code with other bytes', () => appendFileSync(join(cache, 'openaq/command-help.v8'), 'x')],
    ['is empty', () => writeFileSync(bundle, '')],
    ['is a folder', () => [rmSync(bundle), mkdirSync(bundle)]],
    ['cannot be kept', () => [rmSync(cache, { recursive: true }), writeFileSync(cache, '')]],
  ])('harms no command when it %s', async (_, damage) => {
    damage();

    expect(await help()).toEqual(HELP);
    expect(await help()).toEqual(HELP);
  });

  it('is not used with OPENAQ_TRACE=1, so that a stack names the lines of the sources', async () => {
    const asked = ['query', 'select 1', '--dir', join(project, 'none')];
    const traced = await openaq(asked, { OPENAQ_TRACE: '1' }, project);
    const plain = await openaq(asked, {}, project);

    expect(traced.stderr).toMatch(
      /^\[FAIL\] [^\n]+\nLocalFolderError: [^\n]+\n {4}at \S+ \(\S+\/local\/cli\/read-warehouse\.ts:\d+:\d+\)/,
    );
    expect(plain).toEqual({ ...traced, stderr: `${traced.stderr.split('\n')[0]}\n` });
  });

  it('leaves it to the sources themselves to say what is wrong with one of them', async () => {
    rmSync(join(project, 'local/cli/query-command.ts'));

    expect(await openaq(['query', 'select 1'], {}, project)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: '[FAIL]    local/cli/query-command is missing: restore it with git checkout\n',
    });
    expect(await help()).toEqual(HELP);
  });
});
