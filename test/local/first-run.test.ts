import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../local/cli/run-summary';
import { type CliResult, lastJson, openaq } from '../support/openaq-cli';
import { configure, copyProject } from '../support/project-copy';

const DAY = ['--from', '2018-12-05', '--to', '2018-12-05'];

const cacheOf = (project: string) => join(project, 'node_modules/.cache/openaq');

describe('the first runs in a fresh clone', () => {
  const project = copyProject();
  const run = (folder: string) => openaq(['local', '--json', '--dir', join(project, folder), ...DAY], {}, project);

  it('share the template and the bundle when two begin at once, each in a folder of its own', async () => {
    const results = await Promise.all([run('one'), run('other')]);

    for (const result of results) {
      expect(result.exitCode).toBe(0);
      expect(lastJson<RunSummary>(result)).toMatchObject({ status: 'SUCCEEDED', rows: { loaded: 48 } });
    }
    expect(readdirSync(cacheOf(project)).sort()).toEqual(['command-local.v8', 'command.cjs', 'template.json']);
  }, 180_000);
});

describe('a project that cannot run', () => {
  const project = copyProject();
  const directory = join(project, 'never-made');
  const run = () => openaq(['local', '--dir', directory, ...DAY], {}, project);

  /** One sentence, or a sentence and a list, that says what to mend; and nothing was made. */
  const expectRefusal = ({ exitCode, stdout, stderr }: CliResult, message: RegExp) => {
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at |undefined|Cannot |node:/);
    expect(existsSync(directory)).toBe(false);
  };

  it.each([
    ['empty', '', /^\[FAIL\] {4}\S+cdk\.json cannot be read \([^\n]+\): expected [^\n]+\n$/],
    ['null', 'null', /^\[FAIL\] {4}\S+cdk\.json holds something else \([^\n]+null\)\): expected [^\n]+\n$/],
    ['a list', '[]', /^\[FAIL\] {4}\S+cdk\.json holds something else \([^\n]+\[\]\)\): expected [^\n]+\n$/],
    ['not JSON', 'context: {}', /^\[FAIL\] {4}\S+cdk\.json cannot be read \([^\n]+\): expected [^\n]+\n$/],
  ])('says so in one line when cdk.json is %s', async (_, content, message) => {
    writeFileSync(join(project, 'cdk.json'), content);

    expectRefusal(await run(), message);
  });

  it.each(['{"context": {"openaq": {}}}', '{"app": "npx tsx bin/openaq-pipeline.ts"}'])(
    'says what cdk.json lacks when it is %s',
    async (content) => {
      writeFileSync(join(project, 'cdk.json'), content);

      expectRefusal(
        await run(),
        /^\[FAIL\] {4}The CDK app does not synthesize:\n {10}The context of cdk\.json lacks the CDK's feature flags [^\n]+\n$/,
      );
    },
  );

  it('lists the mistakes of the configuration, and nothing else', async () => {
    writeFileSync(join(project, 'cdk.json'), '{"context": {}}');
    configure(project, { minExpectedRows: -1, citis: [] });

    expectRefusal(
      await run(),
      /^\[FAIL\] {4}The CDK app does not synthesize:\n {10}The configuration \(cdk\.json, context "openaq"\) has 2 mistakes:\n( {12}- openaq\.[^\n]+\n){2}$/,
    );
  });

  it('says which error the app has when it is broken, without its stack', async () => {
    configure(project, {});
    writeFileSync(join(project, 'lib/pipeline-stack.ts'), 'throw new TypeError("half an edit");');

    expectRefusal(await run(), /^\[FAIL\] {4}The CDK app does not synthesize:\n {10}TypeError: half an edit\n$/);
  });

  it('shows no line of code when the app throws something else', async () => {
    writeFileSync(join(project, 'lib/pipeline-stack.ts'), 'if (1) throw "no error";');

    expectRefusal(await run(), /^\[FAIL\] {4}The CDK app does not synthesize:\n(?!.*if \(1\))[^\n]*no error[^\n]*\n$/);
  });

  it.each(['cdk.json', 'sql'])('names %s when it is missing', async (name) => {
    rmSync(join(project, name), { recursive: true });

    expectRefusal(await run(), new RegExp(`^\\[FAIL\\] {4}[^\\n]*${name}[^\\n]*\\n$`));
  });

  it('names package-lock.json when it is missing', async () => {
    rmSync(join(project, 'package-lock.json'));

    expectRefusal(await run(), /^\[FAIL\] package-lock\.json cannot be read \([^\n]+\): restore it[^\n]+\n$/);
  });
});
