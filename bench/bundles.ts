/**
 * Bytes of the bundles that are deployed, and what it takes to load them beside a handler that does nothing; prints JSON.
 *
 * Usage: `node --require tsx/cjs bench/bundles.ts [--runs 5]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { median, runsOf } from './median';

const ROOT = join(__dirname, '..');

/**
 * Loads a bundle in a process of its own, as a cold start does, in processor time, which hardly depends on what else the
 * machine does. The line ends what the bundle itself may print.
 */
const LOAD = `
  const begin = process.cpuUsage();
  require(process.argv[1]);
  const { user, system } = process.cpuUsage(begin);
  const ms = (user + system) / 1e3;
  process.stdout.write('\\n' + JSON.stringify({ ms, maxMib: process.resourceUsage().maxRSS / 1024 }));`;

interface Loaded {
  readonly ms: number;
  readonly maxMib: number;
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Code: { readonly S3Key: string };
    readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  };
}

interface Bundle {
  readonly service: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The bundles in an assembly. Their variables are checked when they are loaded; what names a resource is any text here. */
const bundlesIn = (assembly: string): Bundle[] => {
  const template = readFileSync(join(assembly, 'OpenAqPipeline.template.json'), 'utf8');
  const { Resources } = JSON.parse(template) as { Resources: Readonly<Record<string, Resource>> };
  return Object.values(Resources).flatMap(({ Type, Properties }) => {
    const variables = Object.entries(Properties.Environment?.Variables ?? {});
    const environment = Object.fromEntries(
      variables.map(([name, value]) => [name, typeof value === 'string' ? value : 'any']),
    );
    const service = environment['POWERTOOLS_SERVICE_NAME'];
    if (Type !== 'AWS::Lambda::Function' || service === undefined) return [];
    const folder = `asset.${Properties.Code.S3Key.replace('.zip', '')}`;
    return [{ service, file: join(assembly, folder, 'index.js'), environment }];
  });
};

const main = (): void => {
  const runs = runsOf(process.argv);
  const assembly = mkdtempSync(join(tmpdir(), 'openaq-bundles-'));
  try {
    const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
    execFileSync(process.execPath, ['--require', 'tsx/cjs', 'bin/openaq-pipeline.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) },
    });
    const empty = join(assembly, 'empty.js');
    writeFileSync(empty, 'exports.handler = async () => {};\n');
    const bundles: Bundle[] = [{ service: 'an empty handler', file: empty, environment: {} }, ...bundlesIn(assembly)];
    const load = ({ file, environment }: Bundle): Loaded =>
      JSON.parse(
        execFileSync(process.execPath, ['-e', LOAD, file], {
          cwd: assembly,
          encoding: 'utf8',
          env: { PATH: process.env['PATH'], AWS_REGION: 'ap-southeast-1', ...environment },
        })
          .split('\n')
          .at(-1) ?? '',
      );
    const rounds = Array.from({ length: runs }, () => bundles.map(load));
    const results = bundles.map(({ service, file }, index) => ({
      service,
      bytes: readFileSync(file).length,
      compressedBytes: gzipSync(readFileSync(file)).length,
      ms: median(rounds.map((round) => round[index]?.ms ?? Number.NaN)),
      maxMib: median(rounds.map((round) => round[index]?.maxMib ?? Number.NaN)),
    }));
    process.stdout.write(`${JSON.stringify({ runs, bundles: results })}\n`);
  } finally {
    rmSync(assembly, { recursive: true });
  }
};

main();
