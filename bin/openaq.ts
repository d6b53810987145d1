import { dirname, join, relative, resolve } from 'node:path';
import { CommanderError } from 'commander';
import { createConsole } from '../local/cli/console';
import { EXIT_CODES } from '../local/cli/exit-codes';
import { toPrintable } from '../local/cli/printable';
import { endInOneLine } from '../local/cli/process-end';
import { createProgram } from '../local/cli/program/create-program';

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
  const file = missing && relative(join(__dirname, '..'), resolve(dirname(error.requireStack?.[0] ?? ''), missing));
  if (file !== undefined) return `${file} is missing: restore it with git checkout`;
  return isOurMistake(error)
    ? `${error.name}: ${sentence} (a mistake of this program: OPENAQ_TRACE=1 shows where)`
    : sentence;
};

const fail = (thrown: unknown): void => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  createConsole(process.stderr).tagged('FAIL', sentenceOf(error));
  if (process.env['OPENAQ_TRACE'] === '1') process.stderr.write(`${toPrintable(error.stack ?? '')}\n`);
  process.exitCode = USAGE_ERRORS.includes(error.name) ? EXIT_CODES.usage.code : EXIT_CODES.failed.code;
};

endInOneLine();
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

createProgram()
  .parseAsync()
  .catch((error: Error) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
      return;
    }
    fail(error);
    // A Postgres that did not start keeps the process alive.
    process.exit();
  });
