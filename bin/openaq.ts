import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type LocalOptions, localCommand, REPLAYED_WEEK } from '../local/local-command';
import { type QueryOptions, queryCommand } from '../local/query-command';

/** Exit codes: 0 done, 1 the run or the query failed, 2 bad usage. */
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Errors that a different command line cures. */
const USAGE_ERRORS: readonly string[] = ['InvalidRunInputError', 'LocalFolderError'];

const toInteger = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
};

const toUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) {
    throw new InvalidArgumentError('expected an http or https URL such as http://127.0.0.1:8080');
  }
  return text.replace(/\/+$/, '');
};

const folderOption = () => new Option('--dir <folder>', 'folder of files and warehouse').default('.local');

const program = new Command('openaq')
  .description('OpenAQ Pipeline on a laptop: hourly air quality from the OpenAQ API to a queryable warehouse')
  .exitOverride();

program
  .command('local')
  .description(
    `run the whole pipeline on this machine; without OPENAQ_API_KEY it replays ${REPLAYED_WEEK.from} to ${REPLAYED_WEEK.to}`,
  )
  .option('--from <date>', 'first UTC date, YYYY-MM-DD')
  .option('--to <date>', 'last UTC date, included')
  .option('--city <name...>', 'cities of the configuration; all when left out')
  .option('--lookback-hours <hours>', 'the last hours instead of dates, aligned outward to whole UTC days', toInteger)
  .option('--api-url <url>', 'another OpenAQ API', toUrl)
  .addOption(new Option('--engine <name>', 'engine of the Glue job').choices(['duckdb', 'spark']).default('duckdb'))
  .addOption(folderOption())
  .option('--fresh', 'empty the folder first')
  .option('--json', 'end stdout with one JSON summary; everything else goes to stderr')
  .action(async (options: LocalOptions) => {
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
    process.exitCode = await queryCommand(sql, options);
  });

program.parseAsync().catch((error: Error) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    return;
  }
  process.stderr.write(`[FAIL] ${error.message}\n`);
  process.exitCode = USAGE_ERRORS.includes(error.name) ? EXIT_USAGE : EXIT_FAILED;
});
