import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Shell, toCompletion } from '../../local/cli/completion/to-completion';
import { createProgram } from '../../local/cli/program/create-program';
import { describeWhere } from '../support/describe-where';
import { describeWithPython } from '../support/python';
import { temporaryDirectory } from '../support/temporary-directory';
import { inShell } from '../support/terminal';

const VALUES = { cities: ['Hanoi', 'Ho Chi Minh City'], states: ['Extract', 'LoadWarehouse', 'TransformToStaging'] };

const PRINT = `openaq() { printf '<%s>' "$@"; echo '<end>'; }`;

/** How a shell is started without a person's own settings, how the completion is made ready in it, and what prints words. */
const SHELLS: Readonly<Record<Shell, { start: string[]; ready: string; program: string }>> = {
  bash: { start: ['bash', '--norc', '-i'], ready: 'source openaq.bash', program: PRINT },
  zsh: { start: ['zsh', '-f', '-i'], ready: 'autoload -U compinit; compinit -u -D; source openaq.zsh', program: PRINT },
  fish: {
    start: ['fish', '--no-config', '-i'],
    ready: 'source openaq.fish',
    program: "function openaq; printf '<%s>' $argv; echo '<end>'; end",
  },
};

/** What is typed, with the key Tab, and the words of which the command line then consists. */
const TYPED: readonly (readonly [string, readonly string[]])[] = [
  ['openaq compl\tzs\t', ['completion', 'zsh']],
  ['openaq local --eng\tsp\t', ['local', '--engine', 'spark']],
  ['openaq report --city Ho\t--op\t', ['report', '--city', 'Ho Chi Minh City', '--open']],
  ['openaq local --dir some\t', ['local', '--dir', 'some-folder']],
  ['openaq logs Tran\t--ru\t', ['logs', 'TransformToStaging', '--run']],
  ['openaq local --engine=sp\t', ['local', '--engine', 'spark']],
  ['openaq help doc\t', ['help', 'doctor']],
];

const isMissing = ([program = '']: readonly string[]): boolean => spawnSync(program, ['--version']).error !== undefined;

describeWithPython('openaq completion', () => {
  for (const [shell, { start, ready, program }] of Object.entries(SHELLS) as [Shell, (typeof SHELLS)[Shell]][]) {
    describeWhere(isMissing(start) ? `no ${shell} (apt-get install ${shell})` : undefined, `of ${shell}`, () => {
      const folder = temporaryDirectory();

      it('completes commands, options, their values and files, as they are typed', async () => {
        mkdirSync(join(folder, 'some-folder'));
        writeFileSync(join(folder, `openaq.${shell}`), `${toCompletion(createProgram(), shell, VALUES)}\n${program}\n`);

        const typed = TYPED.map(([keys]) => keys);
        const words = await inShell(start, ready, typed, folder);

        // zsh may write "=" in front of a value, and takes the slash behind a folder away again.
        expect(words.map((line) => line.flatMap((word) => word.replace(/\/$/, '').split('=')))).toEqual(
          TYPED.map(([, given]) => given),
        );
      });
    });
  }
});
