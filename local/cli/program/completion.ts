import { Argument, type Command } from 'commander';
import { SHELLS, type Shell } from '../completion/to-completion';
import { examples } from './options';

/** `openaq completion`. */
export const addCompletion = (program: Command): void => {
  program
    .command('completion')
    .description('print what makes a shell complete commands, options and their values')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      examples(
        [
          'openaq completion bash >> ~/.bashrc',
          'openaq completion zsh > ~/.zfunc/_openaq       # a folder of $fpath',
          'openaq completion fish > ~/.config/fish/completions/openaq.fish',
        ],
        `It completes the command openaq, not npx: alias openaq="npx openaq".
It knows the cities of cdk.json as they are now: make it again when they change.`,
      ),
    )
    .action(async (shell: Shell) => {
      const { completionCommand } = require('../completion-command') as typeof import('../completion-command');
      process.exitCode = await completionCommand(program, shell);
    });
};
