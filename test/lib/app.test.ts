import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appContext } from '../support/stack';

const ROOT = join(__dirname, '../..');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Neither credentials nor a region nor a profile: what a laptop without an AWS account has. */
const withoutAccount = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK|npm)_/.test(name)));

const run = async (file: string, parameters: string[], environment: NodeJS.ProcessEnv): Promise<Outcome> => {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, parameters, { cwd: ROOT, env: environment });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Outcome;
  }
};

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'app-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** Runs bin/openaq-pipeline.ts as the CDK's command line would. */
const runApp = (openaq: unknown, context: object = appContext()): Promise<Outcome> =>
  run(process.execPath, ['--require', 'tsx/cjs', 'bin/openaq-pipeline.ts'], {
    ...withoutAccount(),
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, openaq }),
  });

describe('the CDK app', () => {
  it('synthesizes without an account and without a word; its template holds no secret and no account', async () => {
    expect(await runApp({})).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(readdirSync(outdir)).toContain('OpenAqPipeline.template.json');
    const template = readFileSync(join(outdir, 'OpenAqPipeline.template.json'), 'utf8');

    expect(template.match(/AKIA[0-9A-Z]{16}|"MasterUserPassword"|"SecretString"|\b\d{12}\b/)?.[0]).toBeUndefined();
  });

  it('refuses a wrong configuration with its mistakes and nothing else', async () => {
    const { code, stderr } = await runApp({ lookbackHours: 0, regoin: 'x' });

    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'The configuration (cdk.json, context "openaq") has 2 mistakes:',
      '  - openaq.lookbackHours: expected a whole number of hours, from 1 to 8784, got 0',
      '  - openaq.regoin: is not a known name; did you mean "region"?',
    ]);
    expect(readdirSync(outdir)).toEqual([]);
  });
});

describe('the CDK app without the feature flags of cdk.json', () => {
  it('says what is missing, and nothing else', async () => {
    const { code, stderr } = await runApp({}, {});

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^The context of cdk\.json lacks the CDK's feature flags [^\n]+git checkout cdk\.json[^\n]+\n$/,
    );
    expect(readdirSync(outdir)).toEqual([]);
  });
});

describe('cdk synth', () => {
  it('bundles the functions and exits 0 without credentials and without a warning', async () => {
    const { code, stdout, stderr } = await run(
      process.execPath,
      ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--output', outdir],
      { ...withoutAccount(), CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1' },
    );

    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '' });
    expect(stderr).not.toMatch(/warning|error|credential|notice/i);
    expect(readdirSync(outdir).filter((name) => name.startsWith('asset.') && !name.includes('.', 6))).toHaveLength(4);
  }, 180_000);
});
