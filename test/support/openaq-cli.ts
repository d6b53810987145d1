import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What a command left behind. */
export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `openaq` as a person would, in a process of its own and without an API key unless one is given. */
export const openaq = (args: readonly string[], environment: Record<string, string> = {}): Promise<CliResult> =>
  new Promise((resolve) => {
    const { OPENAQ_API_KEY: _, ...inherited } = process.env;
    execFile(
      process.execPath,
      [join(__dirname, '../../bin/openaq.js'), ...args],
      { env: { ...inherited, NO_COLOR: '1', ...environment }, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      },
    );
  });

/** The last line of stdout, parsed. */
export const lastJson = <Result = Record<string, unknown>>({ stdout, stderr }: CliResult): Result => {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line) as Result;
  } catch (cause) {
    throw new Error(`The last line of stdout is not JSON: ${line}\nstderr: ${stderr}`, { cause });
  }
};
