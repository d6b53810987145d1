import type { Command } from 'commander';
import { SHELLS, type Shell, toCompletion } from '../shell-completion';
import { examples } from './options';

/** `openaq completion`. */
export const addCompletion = (program: Command): void => {
  program
    .command('completion')
    .description('print what makes a shell complete commands, options and their values')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText(
      'after',
      examples(
        [
          'openaq completion bash >> ~/.bashrc',
          'openaq completion zsh > ~/.zfunc/_openaq       # a folder of $fpath',
          'openaq completion fish > ~/.config/fish/completions/openaq.fish',
        ],
        'It completes the command openaq, not npx: alias openaq="npx openaq".',
      ),
    )
    .action((shell: string) => {
      if (!SHELLS.includes(shell as Shell)) {
        program.error(`error: there is no completion for ${shell}: expected ${SHELLS.join(', ')}`);
      }
      process.stdout.write(toCompletion(program, shell as Shell));
    });
};
