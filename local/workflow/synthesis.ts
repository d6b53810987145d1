import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { atProcessEnd, endWithProcess } from '../cli/process-end';
import { readContext } from './cdk-json';
import { filesUnder } from './files-under';
import type { Template } from './template';
import { cachedTemplate, cacheTemplate } from './template-cache';

const ROOT = join(__dirname, '../..');

/** What the template depends on: the app, what it reads at synth, and the versions of its libraries. */
const INPUTS = ['bin/openaq-pipeline.ts', 'lib', 'sql', 'glue_jobs', 'lambdas/shared', 'cdk.json', 'package-lock.json'];

/** The app does not synthesize. The message is what a person needs: no stack trace. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

const fingerprint = (): string => {
  const hash = createHash('sha256');
  try {
    for (const file of INPUTS.flatMap((input) => filesUnder(join(ROOT, input)))) {
      hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  } catch (cause) {
    throw new SynthesisError(
      `the app cannot be read: ${(cause as Error).message}; restore the file, for instance with git checkout`,
      { cause },
    );
  }
  return hash.digest('hex').slice(0, 16);
};

const readTemplate = (assembly: string): Template => {
  const name = readdirSync(assembly).find((file) => file.endsWith('.template.json'));
  if (name === undefined) throw new SynthesisError('the app synthesizes no stack: expected one');
  return JSON.parse(readFileSync(join(assembly, name), 'utf8')) as Template;
};

/** Lines of Node itself around an error that nobody caught: where it was thrown, the stack, warnings, the version. */
const NOISE =
  /^\s*(?:at .*|\^+|throw .*|node:.*|\/.*:\d+|file:.*|Node\.js v.*|\(node:\d+\).*|\(Use `node .*|\[jsii.*|[{}])$/;

/** Where Node shows the line of code that threw: its place, the line, and arrows below it. */
const THROWN_AT = /^(?:node|file|\/)\S*:\d+\n.*\n\s*\^+\n/m;

/** What a person needs of the app's last words: the list of mistakes, or the error that nobody caught without its stack. */
const mistakesIn = (stderr: string): string => {
  const lines = stderr.replace(THROWN_AT, '').split('\n');
  const start = lines.findIndex((line) => /^(?:Uncaught )?\w*Error(?: \[\w+\])?: /.test(line));
  const stack = lines.findIndex((line, index) => index > start && /^\s+at /.test(line));
  const told = start === -1 ? lines : lines.slice(start, stack === -1 ? undefined : stack);
  return told.filter((line) => line.trim() !== '' && !NOISE.test(line)).join('\n');
};

interface ChildFailure extends Error {
  readonly stderr?: string;
  readonly signal?: string | null;
}

const run = (assembly: string, context: Readonly<Record<string, unknown>>): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['--require', 'tsx/cjs', 'bin/openaq-pipeline.ts'],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          CDK_OUTDIR: assembly,
          CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }),
        },
      },
      (failure: ChildFailure | null, _, stderr) => {
        if (failure === null) return resolve();
        const words =
          mistakesIn(stderr ?? '') || (failure.signal ? `it was ended by ${failure.signal}` : failure.message);
        reject(new SynthesisError(`The CDK app does not synthesize:\n${words}`, { cause: failure }));
      },
    );
    endWithProcess(child);
  });

/** Synthesizes into a folder of one's own, which is gone afterwards. */
const synthesizeOnce = async (context: Readonly<Record<string, unknown>>): Promise<Template> => {
  const assembly = mkdtempSync(join(tmpdir(), 'openaq-synth-'));
  const remove = () => rmSync(assembly, { recursive: true, force: true });
  const forget = atProcessEnd(remove);
  try {
    await run(assembly, context);
    return readTemplate(assembly);
  } finally {
    forget();
    remove();
  }
};

/**
 * Synthesizes the CDK app in a process of its own, whose half gigabyte of memory ends with it, and returns the template.
 * Lambdas are not bundled: the laptop runs their source. A template whose inputs did not change is taken from `cacheDirectory`.
 *
 * @throws CdkJsonError when `cdk.json` is not usable
 * @throws SynthesisError with what is wrong, for instance a list of configuration mistakes
 */
export const synthesize = async (cacheDirectory: string): Promise<Template> => {
  const context = readContext(join(ROOT, 'cdk.json'));
  const inputs = fingerprint();
  const cached = cachedTemplate(cacheDirectory, inputs);
  if (cached !== undefined) return cached;
  const template = await synthesizeOnce(context);
  cacheTemplate(cacheDirectory, inputs, template);
  return template;
};
