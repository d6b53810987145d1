import { dirname, join, relative, resolve } from 'node:path';
import { CommanderError } from 'commander';
import { createConsole } from '../console';
import { EXIT_CODES } from '../exit-codes';
import { toPrintable } from '../printable';
import { createProgram } from './create-program';

/** Errors that a different command line cures. */
const USAGE_ERRORS: readonly string[] = [
  'InvalidRunInputError',
  'LocalFolderError',
  'PortError',
  'RedriveRefusedError',
  'UsageError',
];

/** Errors of the language itself: a mistake of this program, whose kind and place help to find it. */
const isOurMistake = ({ name }: Error): boolean => /^(?:Type|Reference|Range|Syntax)Error$/.test(name);

const sentenceOf = (error: Error & { readonly requireStack?: readonly string[] }): string => {
  // Node lists who required a module that is missing.
  const [sentence = ''] = error.message.split('\nRequire stack:');
  const missing = /^Cannot find module '(\.[^']+)'$/.exec(sentence)?.[1];
  const root = join(__dirname, '../../..');
  const file = missing && relative(root, resolve(dirname(error.requireStack?.[0] ?? ''), missing));
  if (file !== undefined) return `${file} is missing: restore it with git checkout`;
  return isOurMistake(error)
    ? `${error.name}: ${sentence} (a mistake of this program: OPENAQ_TRACE=1 shows where)`
    : sentence;
};

/** Says in one line on stderr what ended a command. @returns the exit code */
export const tellError = (thrown: unknown): number => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  createConsole(process.stderr).tagged('FAIL', sentenceOf(error));
  if (process.env['OPENAQ_TRACE'] === '1') process.stderr.write(`${toPrintable(error.stack ?? '')}\n`);
  return USAGE_ERRORS.includes(error.name) ? EXIT_CODES.usage.code : EXIT_CODES.failed.code;
};

/**
 * Runs a command line. An error ends in one line on stderr; nothing is thrown.
 * @param words those behind `openaq`
 * @returns the exit code
 */
export const runProgram = async (words: readonly string[]): Promise<number> => {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? EXIT_CODES.done.code);
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellError(error);
    return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
  }
};
