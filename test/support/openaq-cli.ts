import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The project as it is checked out. */
export const PROJECT = join(__dirname, '../..');

/** What a command left behind. */
export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the file of the command that `package.json` names. */
export const commandOf = (project: string): string => join(project, 'bin/openaq.js');

/** The environment of a person without an API key and without colours, unless they are given. */
export const environmentOf = (given: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const { OPENAQ_API_KEY: _, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: '1', ...given };
};

/**
 * Runs `openaq` as a person would, in a process of its own and without an API key unless one is given.
 * @param stdin what is typed or piped into it
 */
export const openaq = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  project = PROJECT,
  stdin = '',
): Promise<CliResult> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [commandOf(project), ...args],
      { env: environmentOf(environment), maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      },
    );
    child.stdin?.end(stdin);
  });

/** A command that runs: what it has said so far, and how it ends. */
interface RunningCli {
  readonly child: ChildProcess;
  /** Everything said so far, on both streams. */
  readonly output: () => string;
  /** Resolves when the output holds the text. Rejects when the command ends before. */
  saying(text: string): Promise<void>;
  readonly ended: Promise<CliResult>;
}

/** Starts `openaq` and lets it run. */
export const startOpenaq = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningCli => {
  const child = spawn(process.execPath, [commandOf(PROJECT), ...args], { env: environmentOf(environment) });
  const said = { stdout: '', stderr: '' };
  const output = () => said.stdout + said.stderr;
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const ended = new Promise<CliResult>((resolve) => {
    child.once('close', (code) => resolve({ exitCode: code ?? -1, ...said }));
  });
  const saying = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (output().includes(text)) resolve();
      };
      look();
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('close', () => reject(new Error(`The command ended before it said ${text}:\n${output()}`)));
    });
  return { child, output, saying, ended };
};

/** The last line of stdout, parsed. */
export const lastJson = <Result = Record<string, unknown>>({ stdout, stderr }: CliResult): Result => {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line) as Result;
  } catch (cause) {
    throw new Error(`The last line of stdout is not JSON: ${line}\nstderr: ${stderr}`, { cause });
  }
};

/** The rows of a query on the warehouse in a folder. */
export const query = async (sql: string, directory: string, project = PROJECT): Promise<Record<string, unknown>[]> =>
  lastJson(await openaq(['query', sql, '--local', '--json', '--dir', directory], {}, project));
