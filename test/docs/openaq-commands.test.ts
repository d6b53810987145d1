import { Command } from 'commander';
import { addStackCommands } from '../../local/cli/program/stack';
import { documentedOpenaqCommands } from '../support/documented-commands';

/** The words of a command line as a shell gives them, without what stands behind `#`, `<` and `>` of a file. */
const wordsOf = (line: string): string[] => {
  const [code = ''] = line.replaceAll(/<[a-z ]+>/g, 'something').split(/ +[#<>]/);
  return [...code.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
};

/** The program with its commands about a stack, of which none does anything. */
const idleProgram = (): Command => {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addStackCommands(program);
  for (const command of program.commands) command.exitOverride().action(() => {});
  return program;
};

const NAMES = idleProgram().commands.map((command) => command.name());

const DOCUMENTED = documentedOpenaqCommands().filter(({ command }) => NAMES.includes(command.split(' ')[2] ?? ''));

describe('a command about the deployed stack in README.md or docs', () => {
  it.each(DOCUMENTED.map(({ page, command }) => [`${page}: ${command}`, command] as const))(
    'is one that the program takes: %s',
    async (_, command) => {
      const [, , ...words] = wordsOf(command);

      await expect(idleProgram().parseAsync(words, { from: 'user' })).resolves.toBeInstanceOf(Command);
    },
  );

  it('is there for every such command', () => {
    const shown = DOCUMENTED.map(({ command }) => command.split(' ')[2]);

    expect(NAMES.filter((name) => !shown.includes(name))).toEqual([]);
  });
});
