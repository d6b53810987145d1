import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Template } from './template';

const ROOT = join(__dirname, '..');

/** What the template depends on: the app, what it reads at synth, and the versions of its libraries. */
const INPUTS = ['bin/openaq-pipeline.ts', 'lib', 'sql', 'glue_jobs', 'lambdas/shared', 'cdk.json', 'package-lock.json'];

const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesUnder(join(ROOT, input)))) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
};

const readTemplate = (assembly: string): Template => {
  const name = readdirSync(assembly).find((file) => file.endsWith('.template.json'));
  if (name === undefined) throw new Error(`No template in ${assembly}: the app synthesized no stack`);
  return JSON.parse(readFileSync(join(assembly, name), 'utf8')) as Template;
};

/**
 * Synthesizes the CDK app in a process of its own, whose half gigabyte of memory ends with it, and returns the template.
 * Lambdas are not bundled: the laptop runs their source. A template whose inputs did not change is taken from `cacheDirectory`.
 *
 * @throws Error with what the app printed, for instance a list of configuration mistakes
 */
export const synthesize = async (cacheDirectory: string): Promise<Template> => {
  const assembly = join(cacheDirectory, fingerprint());
  if (existsSync(assembly)) return readTemplate(assembly);
  rmSync(cacheDirectory, { recursive: true, force: true });
  mkdirSync(cacheDirectory, { recursive: true });
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  const unfinished = `${assembly}.unfinished`;
  try {
    await promisify(execFile)(process.execPath, ['--require', 'tsx/cjs', 'bin/openaq-pipeline.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        CDK_OUTDIR: unfinished,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }),
      },
    });
  } catch (cause) {
    const output = (cause as { stderr?: string }).stderr?.trim();
    throw new Error(`The CDK app does not synthesize:\n${output}`, { cause });
  }
  renameSync(unfinished, assembly);
  return readTemplate(assembly);
};
