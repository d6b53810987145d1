import type { Command } from 'commander';
import { createProgram } from '../../local/cli/program/create-program';
import { documentedOpenaqCommands } from '../support/documented-commands';

/**
 * The words of a command line behind the program as a shell gives them, without variables in front, comments, and what stands
 * behind `<`, `>` and `|`.
 */
const wordsOf = (line: string): string[] => {
  const [code = ''] = line.replaceAll(/<[a-z ]+>|\[[a-z]+\]/g, 'something').split(/ +[#<>|]/);
  const words = code.replace(/^(?:\w+=\S+ )*(?:npx openaq|openaq|npm start --) /, (start) =>
    start.includes('npm') ? 'local ' : '',
  );
  return [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
};

/** The program with its commands, of which none does anything. */
const idleProgram = (): Command => {
  const program = createProgram().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  for (const command of program.commands) command.configureOutput({ writeErr: () => {} }).action(() => {});
  return program;
};

/** The end of a parse: undefined, or the code of what commander refuses. */
const refusalOf = (line: string): Promise<string | undefined> =>
  idleProgram()
    .parseAsync(wordsOf(line), { from: 'user' })
    .then(
      () => undefined,
      ({ code, message }) => (code === 'commander.helpDisplayed' ? undefined : message),
    );

const COMMANDS = createProgram().commands;

const helpOf = (command: Command): string => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
};

const DOCUMENTED = documentedOpenaqCommands();

describe('a command of this program in README.md or docs', () => {
  it.each(DOCUMENTED.map(({ page, command }) => [`${page}: ${command}`, command] as const))(
    'is one that the program takes: %s',
    async (_, command) => expect(await refusalOf(command)).toBeUndefined(),
  );

  it('is there for every command', () => {
    const shown = DOCUMENTED.map(({ command }) => wordsOf(command)[0]);

    expect(COMMANDS.map((command) => command.name()).filter((name) => !shown.includes(name))).toEqual([]);
  });
});

describe.each(COMMANDS.map((command) => ({ name: command.name(), help: helpOf(command) })))(
  'openaq $name --help',
  ({ help }) => {
    const [, examples = ''] = /\nExamples:\n((?: {2}\S.*\n)+)/.exec(help) ?? [];

    it('fits 80 columns', () => {
      expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
    });

    it('has examples, which the program takes', async () => {
      const lines = examples.trimEnd().split('\n');

      for (const line of lines) expect([line, await refusalOf(line.trim())]).toEqual([line, undefined]);
    });
  },
);
