import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { createConsole } from '../local/console';
import { DEFAULT_FOLDER, REPLAYED_WEEK } from '../local/defaults';
import { checkFolder, localFolder } from '../local/folder';
import type { LocalOptions } from '../local/local-command';
import { toPrintable } from '../local/printable';
import { endInOneLine } from '../local/process-end';
import type { QueryOptions } from '../local/query-command';

/**
 * Exit codes of every command:
 *
 * - 0: done
 * - 1: the run or the query failed, or the output could not be written
 * - 2: bad usage; nothing was changed. Wrong options, a folder that cannot be used or is in use, a window that the
 *   recording lacks
 * - 129, 130, 143: ended by SIGHUP, by Ctrl-C, by SIGTERM (128 + the signal)
 * - 141: nobody reads the output any more, as after `| head -1` (128 + SIGPIPE, as for other programs)
 */
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Errors that a different command line cures. */
const USAGE_ERRORS: readonly string[] = ['InvalidRunInputError', 'LocalFolderError', 'UsageError'];

/** Errors of the language itself: a mistake of this program, whose kind and place help to find it. */
const isOurMistake = ({ name }: Error): boolean => /^(?:Type|Reference|Range|Syntax)Error$/.test(name);

const sentenceOf = (error: Error): string => {
  // Node lists who required a module that is missing.
  const [message = ''] = error.message.split('\nRequire stack:');
  const sentence = message.replace(/^Cannot find module/, 'A file of the program is missing:');
  return isOurMistake(error)
    ? `${error.name}: ${sentence} (a mistake of this program: OPENAQ_TRACE=1 shows where)`
    : sentence;
};

const fail = (thrown: unknown): void => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  createConsole(process.stderr).tagged('FAIL', sentenceOf(error));
  if (process.env['OPENAQ_TRACE'] === '1') process.stderr.write(`${toPrintable(error.stack ?? '')}\n`);
  process.exitCode = USAGE_ERRORS.includes(error.name) ? EXIT_USAGE : EXIT_FAILED;
};

const toUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) {
    throw new InvalidArgumentError('expected an http or https URL such as http://127.0.0.1:8080');
  }
  return text.replace(/\/+$/, '');
};

const folderOption = () => new Option('--dir <folder>', 'folder of files and warehouse').default(DEFAULT_FOLDER);

const program = new Command('openaq')
  .description('OpenAQ Pipeline on a laptop: hourly air quality from the OpenAQ API to a queryable warehouse')
  .exitOverride()
  .configureOutput({
    writeOut: (text) => process.stdout.write(toPrintable(text)),
    writeErr: (text) => process.stderr.write(toPrintable(text)),
  });

endInOneLine();
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

program
  .command('local')
  .description(
    `run the whole pipeline on this machine; without OPENAQ_API_KEY it replays ${REPLAYED_WEEK.from} to ${REPLAYED_WEEK.to}`,
  )
  .option('--from <date>', 'first UTC date, YYYY-MM-DD')
  .option('--to <date>', 'last UTC date, included')
  .option('--city <name...>', 'cities of the configuration; all when left out')
  .option('--lookback-hours <hours>', 'the last hours instead of dates, aligned outward to whole UTC days')
  .option('--api-url <url>', 'another OpenAQ API', toUrl)
  .addOption(new Option('--engine <name>', 'engine of the Glue job').choices(['duckdb', 'spark']).default('duckdb'))
  .addOption(folderOption())
  .option('--fresh', 'empty the folder first')
  .option('--json', 'end stdout with one JSON summary; everything else goes to stderr')
  .action(async (options: LocalOptions) => {
    // Before the second that it takes to load the rest.
    checkFolder(localFolder(options.dir));
    const { localCommand } = require('../local/local-command') as typeof import('../local/local-command');
    process.exitCode = await localCommand(options);
  });

program
  .command('query')
  .description('ask the warehouse with SQL (read only)')
  .argument('<sql>', 'one select statement')
  .requiredOption('--local', 'ask the warehouse that "openaq local" filled')
  .addOption(folderOption())
  .option('--json', 'print one array of row objects')
  .action(async (sql: string, options: QueryOptions) => {
    const { queryCommand } = require('../local/query-command') as typeof import('../local/query-command');
    process.exitCode = await queryCommand(sql, options);
  });

program.parseAsync().catch((error: Error) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    return;
  }
  fail(error);
  // A Postgres that did not start keeps the process alive.
  process.exit();
});
