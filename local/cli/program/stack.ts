import { type Command, Option } from 'commander';
import type { StackOptions } from '../../deployed/place';
import type { KeyOptions } from '../key-command';
import type { LogsOptions } from '../logs-command';
import type { FollowOptions, RedriveOptions, StartOptions } from '../run-command';
import type { StatusOptions } from '../status-command';
import { examples, jsonObjectOption, onlyMissingOption, toUrl } from './options';

export const regionOption = () => new Option('--region <name>', 'AWS region; that of cdk.json when left out');

export const profileOption = () =>
  new Option('--profile <name>', 'a profile of ~/.aws; AWS_PROFILE, else the credentials of the environment');

/** The options of every command about the deployed stack. */
const onStack = (command: Command): Command =>
  command
    .helpGroup('Of the deployed stack:')
    .option('--stack <name>', 'name of the stack; that of cdk.json when left out')
    .addOption(regionOption())
    .addOption(profileOption());

const EXIT_CODES = 'Exit codes: 0 done, or followed to a good end; 1 the run did not succeed';

/** Adds the commands about the deployed stack. What they need of AWS is loaded when one of them runs. */
export const addStackCommands = (program: Command): void => {
  const commands = () => require('../run-command') as typeof import('../run-command');

  onStack(program.command('run'))
    .description('start a run')
    .option('--from <date>', 'first UTC date, YYYY-MM-DD; without dates the configured hours before now')
    .option('--to <date>', 'last UTC date, included')
    .option('--city <name...>', 'cities of the deployed configuration; all when left out')
    .option('--lookback-hours <hours>', 'the last hours instead of dates, aligned outward to whole UTC days')
    .addOption(
      new Option('--source <name>', "the API, or OpenAQ's public archive of files").choices(['api', 'archive']),
    )
    .addOption(onlyMissingOption())
    .option('--follow', 'print it state by state until it ends; Ctrl-C leaves it running')
    .addOption(jsonObjectOption())
    .addHelpText(
      'after',
      `
Examples:
  npx openaq run --follow                       # the daily run, now
  npx openaq run --from 2024-01-15 --to 2024-01-17 --city Hanoi
${EXIT_CODES}`,
    )
    .action(async (options: StartOptions) => {
      process.exitCode = await commands().runCommand(options);
    });

  onStack(program.command('follow'))
    .description('print a run state by state until it ends')
    .argument('[run]', 'its name or ARN; the newest when left out')
    .addOption(jsonObjectOption())
    .addHelpText('after', `\n${EXIT_CODES}${examples(['npx openaq follow', 'npx openaq follow <run>'])}`)
    .action(async (run: string | undefined, options: FollowOptions) => {
      process.exitCode = await commands().followCommand(run, options);
    });

  onStack(program.command('redrive'))
    .description('go on with a run that did not succeed, from where it failed')
    .argument('[run]', 'its name or ARN; the newest when left out')
    .option('--follow', 'print it state by state until it ends; Ctrl-C leaves it running')
    .addOption(jsonObjectOption())
    .addHelpText('after', `\n${EXIT_CODES}${examples(['npx openaq redrive --follow'])}`)
    .action(async (run: string | undefined, options: RedriveOptions) => {
      process.exitCode = await commands().redriveCommand(run, options);
    });

  onStack(program.command('key'))
    .description('read the OpenAQ API key from stdin, try it, and put it into its secret')
    .option('--api-url <url>', 'where to try it; where the deployed functions ask when left out', toUrl)
    .addHelpText('after', '\nExamples:\n  npx openaq key                 # asks for it\n  npx openaq key < key.txt')
    .action(async (options: KeyOptions) => {
      const { keyCommand } = require('../key-command') as typeof import('../key-command');
      process.exitCode = await keyCommand(options);
    });

  onStack(program.command('status'))
    .description('show the newest runs, what is under way, how new the facts are, open alarms')
    .addOption(jsonObjectOption())
    .addHelpText('after', examples(['npx openaq status', 'npx openaq status --json']))
    .action(async (options: StatusOptions) => {
      const { statusCommand } = require('../status-command') as typeof import('../status-command');
      process.exitCode = await statusCommand(options);
    });

  onStack(program.command('logs'))
    .description('print what a state of a run wrote')
    .argument('<state>', 'a state of the state machine, such as Extract or TransformToStaging')
    .option('--run <run>', 'name or ARN of the run; the newest when left out')
    .option('--json', 'print one JSON object a line; everything else goes to stderr')
    .addHelpText('after', '\nExamples:\n  npx openaq logs Extract\n  npx openaq logs TransformToStaging --run <run>')
    .action(async (state: string, options: LogsOptions) => {
      const { logsCommand } = require('../logs-command') as typeof import('../logs-command');
      process.exitCode = await logsCommand(state, options);
    });

  onStack(program.command('looker-user'))
    .description('make the user who reads for Looker, its password in Secrets Manager')
    .addHelpText('after', examples(['npx openaq looker-user']))
    .action(async (options: StackOptions) => {
      const { lookerUserCommand } = require('../looker-user-command') as typeof import('../looker-user-command');
      process.exitCode = await lookerUserCommand(options);
    });
};
