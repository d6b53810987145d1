import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODES } from '../../local/cli/exit-codes';
import { createProgram } from '../../local/cli/program/create-program';
import { SHELLS, toCompletion } from '../../local/cli/shell-completion';

const PAGE = join(__dirname, '../../docs/commands.md');

const program = createProgram();
const commands = program.commands.map((command) => ({ name: command.name(), command }));

describe('docs/commands.md', () => {
  it('has every exit code with its meaning (UPDATE_DOCS=1 writes them)', () => {
    const rows = Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
    const [before = '', after = ''] = readFileSync(PAGE, 'utf8').split(/(?<=\|---\|---\|\n)(?:\|.*\n)*/);
    const page = `${before}${rows.join('\n')}\n${after}`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);

    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});

describe.each(commands)('openaq $name --help', ({ command }) => {
  it('has examples', () => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();

    expect(help).toMatch(/\nExamples:\n {2}\S/);
  });
});

describe('openaq completion', () => {
  it.each(SHELLS)('knows every command and option: %s', (shell) => {
    const text = toCompletion(program, shell);

    for (const { name, command } of commands) {
      expect(text).toContain(name);
      for (const { long } of command.options) expect(text).toContain(shell === 'fish' ? `-l ${long?.slice(2)}` : long);
    }
  });

  it('completes in bash commands, options and their values', () => {
    const asked = [
      ['openaq', 'lo'],
      ['openaq', 'local', '--engine', 's'],
      ['openaq', 'doctor', '--d'],
    ];
    const ask = asked.map(
      (words) => `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _openaq; echo "\${COMPREPLY[@]}"`,
    );
    const { stdout } = spawnSync('bash', ['-c', `${toCompletion(program, 'bash')}\n${ask.join('\n')}`], {
      encoding: 'utf8',
    });

    expect(stdout.split('\n')).toEqual(['local logs looker-user', 'spark', '--dir --deployment', '']);
  });

  // Where the shell is there: it reads the script and finds nothing wrong.
  it.each(['zsh', 'fish'] as const)('is a script that %s reads', (shell) => {
    const { error, status, stderr } = spawnSync(shell, ['-n'], {
      input: toCompletion(program, shell),
      encoding: 'utf8',
    });

    if (error !== undefined) return;
    expect([status, stderr]).toEqual([0, '']);
  });
});
