import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunsOptions } from '../runs-command';
import { csvOption, folderOption, jsonRowsOption, verticalOption } from './options';

const toLimit = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1 to 999999');
  return Number(text);
};

/** `openaq runs`. */
export const addRuns = (program: Command): void => {
  program
    .command('runs')
    .description('list the runs of a folder: how they ended, what they loaded, how many values they changed')
    .addOption(folderOption())
    .addOption(new Option('--limit <number>', 'how many, the newest first').argParser(toLimit).default(10))
    .addOption(csvOption())
    .addOption(jsonRowsOption())
    .addOption(verticalOption())
    .addHelpText(
      'after',
      `
A run that loads the same values again says that nothing changed; two runs that
left the same facts in a window have the same digest. A run that failed before
it loaded, or was killed, is listed too.

Examples:
  npx openaq runs
  npx openaq runs --limit 50 --csv > runs.csv
  npx openaq runs --json | jq '.[] | select(.status != "passed") | .reason'`,
    )
    .action(async (options: RunsOptions) => {
      const { runsCommand } = require('../runs-command') as typeof import('../runs-command');
      process.exitCode = await runsCommand(options);
    });
};
