import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { putKey, tryKey } from '../deployed/api-key';
import type { StackOptions } from '../deployed/place';
import { REGISTRATION } from './api';
import { createConsole } from './console';
import { onStack } from './on-stack';
import { UsageError } from './run-options';

/** Options of `openaq key`. */
export interface KeyOptions extends StackOptions {
  readonly apiUrl?: string;
}

/** The first line of stdin, without its blanks. A terminal is asked, and does not show what is typed. */
const readKey = async (): Promise<string> => {
  const isTerminal = process.stdin.isTTY === true;
  const nowhere = new Writable({ write: (_, __, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  // Behind the interface, which stops the echo: what is pasted at once would be shown.
  if (isTerminal) process.stderr.write('OpenAQ API key (it is not shown): ');
  // Without echo the interface reads Ctrl-C itself.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  for await (const line of lines) {
    lines.close();
    if (isTerminal) process.stderr.write('\n');
    if (line.trim() !== '') return line.trim();
    break;
  }
  throw new UsageError([
    `there is no key on stdin: give it there, as in npx openaq key < key.txt; one is free at ${REGISTRATION}`,
  ]);
};

/**
 * `openaq key`: reads the OpenAQ API key from stdin, tries it, and puts it into the stack's secret. The key is never an
 * argument, which every user of the machine could read. Returns the exit code.
 *
 * @throws UsageError when stdin is empty
 * @throws InvalidApiKeyError when OpenAQ refuses the key; the secret stays as it was
 */
export const keyCommand = ({ apiUrl, ...options }: KeyOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const key = await readKey();
    const console = createConsole(process.stdout);
    console.tagged('OK', `OpenAQ takes the key (${await tryKey(stack, key, apiUrl)})`);
    await putKey(stack, key);
    console.tagged('SUCCESS', `The key is in the secret of the stack ${stack.place.name}; the next run uses it`);
    console.tagged('INFO', `Run it: ${stack.command('run', '--follow')}`);
    return 0;
  });
