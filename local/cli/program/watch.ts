import type { Command } from 'commander';
import type { WatchOptions } from '../watch-command';
import { folderOption, toPort } from './options';

/** `openaq watch`. */
export const addWatch = (program: Command): void => {
  program
    .command('watch')
    .description('show the runs of a folder in the browser, state by state and live, until Ctrl-C')
    .option('--local', 'show the runs of "openaq local"', true)
    .option('--port <number>', 'port on 127.0.0.1; any that is free when left out', toPort, 0)
    .addOption(folderOption())
    .option('--open', 'open the browser')
    .addHelpText(
      'after',
      `
The address that it prints holds a token, without which nothing is shown.

Examples:
  npx openaq watch --local --open
  npx openaq local --watch      # the same page, beside the run that it starts`,
    )
    .action(async (options: WatchOptions) => {
      const { watchCommand } = require('../watch-command') as typeof import('../watch-command');
      process.exitCode = await watchCommand(options);
    });
};
