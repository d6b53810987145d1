import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** A command that a page tells people to run. */
export interface DocumentedCommand {
  readonly page: string;
  readonly command: string;
}

const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
]
  .filter((name) => name.endsWith('.md'))
  .sort();

/** The commands of a block of shell: lines joined where one ends with a backslash, comments left out. */
const commandsOf = (block: string): string[] =>
  block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim());

/** Blocks of shell, and code within a line, which may be wrapped. */
const codeOf = (text: string): string[] => {
  const blocks = [...text.matchAll(/^[ ]*```sh\n([\s\S]*?)^[ ]*```/gm)].flatMap(([, block = '']) => commandsOf(block));
  const inline = [...text.replaceAll(/^[ ]*```[\s\S]*?^[ ]*```/gm, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) =>
    code.replaceAll(/\s+/g, ' '),
  );
  return [...blocks, ...inline];
};

/** Every piece of code in README.md and docs that has a command. */
const commandsWith = (program: RegExp): DocumentedCommand[] =>
  PAGES.flatMap((page) =>
    codeOf(readFileSync(join(ROOT, page), 'utf8'))
      .filter((code) => program.test(code))
      .map((command) => ({ page, command })),
  );

/** Every command of README.md and docs that calls AWS's command line. */
export const documentedCommands = (): DocumentedCommand[] => commandsWith(/(^|\(| )aws [a-z0-9]+ [a-z]/);

/** Every command of README.md and docs that calls this program, alone and whole. */
export const documentedOpenaqCommands = (): DocumentedCommand[] =>
  commandsWith(/^(?:[A-Z_]+=\S+ )*(?:npx openaq [a-z]|npm start -- )/);
