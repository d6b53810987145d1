import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { atProcessEnd, endWithProcess } from '../cli/process-end';
import { spanOf, statusLine } from '../cli/status-line';
import { writeWhole } from '../folder/write-whole';
import { readContext } from './cdk-json';
import { fingerprintOf } from './fingerprint';
import type { Template } from './template';

const ROOT = join(__dirname, '../..');

/** What the template depends on: the app, what it reads at synth, and the versions of its libraries. */
const INPUTS = [
  'bin/openaq-pipeline.ts',
  'lib',
  'sql',
  'glue_jobs',
  'lambdas/shared',
  'cdk.json',
  'package.json',
  'package-lock.json',
];

/** The app does not synthesize. The message is what a person needs: no stack trace. */
class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

const fingerprint = (): string => {
  try {
    return fingerprintOf(INPUTS);
  } catch (cause) {
    throw new SynthesisError(
      `the app cannot be read: ${(cause as Error).message}; restore the file, for instance with git checkout`,
      { cause },
    );
  }
};

/** A context with which no function is bundled: the laptop runs their source. */
const UNBUNDLED = { 'aws:cdk:bundling-stacks': [] };

/** Runs the app as the CDK's command line does. */
const runApp = async (assembly: string, context: Readonly<Record<string, unknown>>): Promise<void> => {
  const running = promisify(execFile)(
    process.execPath,
    ['--require', 'tsx/cjs', '--require', './local/workflow/plain-errors.ts', 'bin/openaq-pipeline.ts'],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_NO_WARNINGS: '1',
        CDK_OUTDIR: assembly,
        // Nothing is deployed from here, and the CDK's validator takes four times as long as all else (2026-11-26).
        CDK_VALIDATION: 'false',
        CDK_CONTEXT_JSON: JSON.stringify(context),
      },
    },
  );
  endWithProcess(running.child);
  try {
    await running;
  } catch (cause) {
    const { stderr, signal, message } = cause as Error & { stderr: string; signal: string | null };
    const words = stderr.trim() || (signal ? `it was ended by ${signal}` : message);
    throw new SynthesisError(`The CDK app does not synthesize:\n${words}`, { cause });
  }
};

/** The files of a cloud assembly, by name. */
type ReadAssembly<T> = (readJson: (name: string) => unknown) => T;

/** Synthesizes into a folder of one's own, which is gone afterwards. */
const synthesizeAnew = async <T>(context: Readonly<Record<string, unknown>>, read: ReadAssembly<T>): Promise<T> => {
  const assembly = mkdtempSync(join(tmpdir(), 'openaq-synth-'));
  const remove = () => rmSync(assembly, { recursive: true, force: true });
  const forget = atProcessEnd(remove);
  try {
    await runApp(assembly, context);
    return read((name) => JSON.parse(readFileSync(join(assembly, name), 'utf8')));
  } finally {
    forget();
    remove();
  }
};

const readTemplate: ReadAssembly<Template> = (readJson) => readJson('OpenAqPipeline.template.json') as Template;

/** Checks a context by synthesizing with it. @throws SynthesisError with what is wrong, for instance a list of mistakes */
export const checkContext = async (context: Readonly<Record<string, unknown>>): Promise<void> => {
  await synthesizeAnew({ ...context, ...UNBUNDLED }, readTemplate);
};

/** The template that is kept in a folder; undefined when there is none, it is damaged, or its inputs were others. */
export const cachedTemplate = (directory: string, inputs: string): Template | undefined => {
  try {
    const cached = JSON.parse(readFileSync(join(directory, 'template.json'), 'utf8')) as {
      inputs: string;
      template: Template;
    };
    return cached.inputs === inputs ? cached.template : undefined;
  } catch {
    return undefined;
  }
};

/** Keeps a template, with the fingerprint of its inputs, in place of an earlier one. A cache that cannot be written is no reason to fail. */
export const cacheTemplate = (directory: string, inputs: string, template: Template): void => {
  try {
    mkdirSync(directory, { recursive: true });
    writeWhole(join(directory, 'template.json'), JSON.stringify({ inputs, template }));
  } catch {
    // The next run synthesizes again.
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
  const template = await statusLine.during(
    (seconds) => `Synthesizing the stack, as after each change of it, ${spanOf(seconds)} so far`,
    () => synthesizeAnew({ ...context, ...UNBUNDLED }, readTemplate),
  );
  cacheTemplate(cacheDirectory, inputs, template);
  return template;
};

const stackSchema = z.object({
  artifacts: z.object({
    OpenAqPipeline: z.object({
      environment: z.string().regex(/^aws:\/\/[^/]+\/[^/]+$/),
      properties: z.object({ stackName: z.string() }),
    }),
  }),
});

/** The stack as `cdk deploy` would send it. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
}

/**
 * Synthesizes with the functions bundled, as `cdk deploy` does. Takes seconds; nothing is kept.
 *
 * @throws CdkJsonError when `cdk.json` is not usable
 * @throws SynthesisError with what is wrong
 */
export const synthesizeStack = (): Promise<SynthesizedStack> =>
  synthesizeAnew(readContext(join(ROOT, 'cdk.json')), (readJson) => {
    const { environment, properties } = stackSchema.parse(readJson('manifest.json')).artifacts.OpenAqPipeline;
    return {
      name: properties.stackName,
      region: environment.split('/').at(-1) ?? '',
      template: readTemplate(readJson),
    };
  });
