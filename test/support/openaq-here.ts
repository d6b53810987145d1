import { runProgram } from '../../local/cli/program/run-program';
import { type CliResult, environmentOf } from './openaq-cli';

const STREAMS = ['stdout', 'stderr'] as const;

/**
 * Runs `openaq` in this process, for command lines that end soon: a process takes longer to start than they do. One after
 * the other, since what they write is caught where all of a process write.
 */
export const openaqHere = async (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> => {
  const written = { stdout: '', stderr: '' };
  const { env } = process;
  const widths = STREAMS.map((name) => process[name].columns);
  const spies = STREAMS.map((name) => {
    // As in a process whose output is read by another.
    Object.assign(process[name], { columns: undefined });
    return jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += text;
      return true;
    });
  });
  process.env = environmentOf(environment);
  process.exitCode = undefined;
  try {
    return { exitCode: await runProgram(args), ...written };
  } finally {
    process.exitCode = undefined;
    process.env = env;
    for (const spy of spies) spy.mockRestore();
    for (const [index, name] of STREAMS.entries()) Object.assign(process[name], { columns: widths[index] });
  }
};
