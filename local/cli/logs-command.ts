import { Executions } from '../deployed/executions';
import { logOf } from '../deployed/log-groups';
import { logLines, toReadable } from '../deployed/log-lines';
import type { StackOptions } from '../deployed/place';
import { createConsole } from './console';
import { onStack } from './on-stack';
import { toJsonLine } from './printable';
import { filled } from './table';

/** Options of `openaq logs`. */
export interface LogsOptions extends StackOptions {
  /** Name or ARN of the run. @default - the newest */
  readonly run?: string;
  readonly json?: boolean;
}

/** What a function or a job writes after the state has ended: CloudWatch takes a while. */
const LATE_MS = 60_000;

/**
 * `openaq logs <state>`: prints what a state of a run wrote, by the time of the run: of runs that overlap the lines of
 * both. Returns the exit code.
 *
 * @throws UsageError when there is no such state or run
 */
export const logsCommand = (state: string, { run, json = false, ...options }: LogsOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const console = createConsole(json ? process.stderr : process.stdout);
    const { executionArn, name, startDate, stopDate } = await new Executions(stack).find(run);
    const found = logOf(await stack.template(), state, executionArn);
    const log = { ...found, group: await stack.physicalId(found.group) };
    console.tagged('INFO', `Log of ${state} in the time of the run ${name}: ${log.group}`);
    const startTime = startDate?.getTime() ?? 0;
    const endTime = stopDate && stopDate.getTime() + LATE_MS;
    // What goes on in the next line is indented by two.
    const width = (process.stdout.columns || Number.POSITIVE_INFINITY) - 2;
    let lines = 0;
    for await (const line of logLines(stack, log, { startTime, endTime })) {
      const text = toReadable(line);
      if (text === undefined) continue;
      lines += 1;
      if (json) process.stdout.write(`${toJsonLine(line)}\n`);
      else console.plain(filled(text, width).join('\n  '));
    }
    if (lines === 0)
      console.tagged('WARNING', 'No line in the time of the run; CloudWatch shows a line after some seconds');
    return 0;
  });
