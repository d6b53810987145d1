import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { commandOf, environmentOf, PROJECT } from './openaq-cli';
import { pythonTool } from './python';

const TERMINAL = join(__dirname, 'terminal.py');

/** What a person saw of a command in a terminal of 80 columns. */
export interface Seen {
  readonly exitCode: number;
  /** Without what was erased again, as the line is that says what is being done. */
  readonly text: string;
}

/** What is typed once the terminal shows a text, behind what it showed before. */
export type Typed = readonly [shown: string, keys: string];

/** As a terminal hears it. */
export const CTRL_C = '\u0003';

/** To the beginning of the line, and all of it away. */
const ERASE = '\r\u001b[2K';

const withoutErased = (output: string): string =>
  output
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.split(ERASE).at(-1))
    .join('\n');

/** Runs a command in a terminal of its own. */
const seenOf = (
  command: readonly string[],
  { env, cwd, typed }: { env: NodeJS.ProcessEnv; cwd: string; typed: readonly Typed[] },
): Promise<Seen> =>
  new Promise((resolve) => {
    const child = spawn(pythonTool('python'), [TERMINAL, ...command], { cwd, env });
    const left = [...typed];
    let output = '';
    let from = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [next] = left;
      const at = next === undefined ? -1 : output.indexOf(next[0], from);
      if (next === undefined || at < 0) return;
      left.shift();
      from = at + next[0].length;
      child.stdin.write(next[1]);
    });
    child.once('close', (code) => resolve({ exitCode: code ?? -1, text: withoutErased(output) }));
  });

/** Runs `openaq` in a terminal, without colours. @param typed in this order; @param cwd the folder in which it is typed */
export const inTerminal = (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  typed: readonly Typed[] = [],
  cwd = PROJECT,
): Promise<Seen> =>
  seenOf([process.execPath, commandOf(PROJECT), ...words], { env: environmentOf(environment), cwd, typed });

/**
 * Types lines in a shell, in which `openaq` is a function that prints the words that it is given, each as `<word>`, and
 * `<end>` behind them.
 *
 * @param start the shell
 * @param ready what is typed first
 * @returns the words of each line
 */
export const inShell = async (
  start: readonly string[],
  ready: string,
  lines: readonly string[],
  cwd: string,
): Promise<string[][]> => {
  const typed = [...lines, 'exit'].map((line): Typed => ['<end>', `${line}\n`]);
  const first: Typed = ['', `${ready}; openaq ready\n`];
  const env = { ...process.env, HOME: cwd, TERM: 'xterm' };
  const { text } = await seenOf(start, { env, cwd, typed: [first, ...typed] });
  const [, ...answers] = [...text.matchAll(/((?:<[^<>\n]*>)+)<end>/g)].map(([, words = '']) =>
    words.slice(1, -1).split('><'),
  );
  return answers;
};
