import { Command, CommanderError, Option } from 'commander';
import type { CityOptions } from '../local/cli/city-command';
import { createConsole } from '../local/cli/console';
import { REPLAYED_WEEK, SERVED_PORT } from '../local/cli/defaults';
import type { ExportOptions } from '../local/cli/export-command';
import type { LocalOptions } from '../local/cli/local-command';
import { toPrintable } from '../local/cli/printable';
import { endInOneLine } from '../local/cli/process-end';
import { addDoctor } from '../local/cli/program/doctor';
import { csvOption, folderOption, jsonOption, toPort, toUrl, verticalOption } from '../local/cli/program/options';
import { addRuns } from '../local/cli/program/runs';
import { addStackCommands, profileOption, regionOption } from '../local/cli/program/stack';
import { addWatch } from '../local/cli/program/watch';
import type { QueryOptions } from '../local/cli/query-command';
import type { ReportOptions } from '../local/cli/report-command';
import type { ServeOptions } from '../local/cli/serve-command';
import type { StackQueryOptions } from '../local/cli/stack-query-command';
import { checkFolder, localFolder } from '../local/folder/folder';
import { version } from '../package.json';

/**
 * Exit codes of every command:
 *
 * - 0: done
 * - 1: the run or the query failed, or the output could not be written
 * - 2: bad usage; nothing was changed. Wrong options, a folder that cannot be used or is in use, a window that the
 *   recording lacks, no failed run to redrive
 * - 129, 130, 143: ended by SIGHUP, by Ctrl-C, by SIGTERM (128 + the signal)
 * - 141: nobody reads the output any more, as after `| head -1` (128 + SIGPIPE, as for other programs)
 */
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

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

const sentenceOf = (error: Error): string => {
  // Node lists who required a module that is missing.
  const [sentence = ''] = error.message.split('\nRequire stack:');
  const file = /^Cannot find module '(?:\.\.?\/)+([^']+)'$/.exec(sentence)?.[1];
  if (file !== undefined) return `${file} is missing: restore it with git checkout`;
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

const program = new Command('openaq')
  .description(
    'OpenAQ Pipeline: hourly air quality from the OpenAQ API to a queryable warehouse, on a laptop and in AWS',
  )
  .version(version, '--version', 'print the version')
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
  .addOption(
    new Option('--source <name>', "the API, or OpenAQ's public archive of files, read on PySpark")
      .choices(['api', 'archive'])
      .default('api'),
  )
  .option('--archive-dir <dir>', "a folder that mirrors the archive's keys; without it one is made of the recording")
  .addOption(new Option('--engine <name>', 'engine of the Glue job').choices(['duckdb', 'spark']).default('duckdb'))
  .addOption(folderOption())
  .option('--fresh', 'empty the folder first')
  .addOption(
    new Option('--redrive', 'go on with the failed run of the folder, from the state in which it failed').conflicts([
      'from',
      'to',
      'city',
      'lookbackHours',
      'fresh',
    ]),
  )
  .option('--json', 'end stdout with one JSON summary; everything else goes to stderr')
  .addOption(new Option('--watch', 'show the run in the browser, state by state, until Ctrl-C').conflicts('json'))
  .action(async (options: LocalOptions) => {
    // Before the second that it takes to load the rest.
    checkFolder(localFolder(options.dir));
    const { localCommand } = require('../local/cli/local-command') as typeof import('../local/cli/local-command');
    process.exitCode = await localCommand(options);
  });

program
  .command('tables')
  .description('list the tables and views of the warehouse, or the columns of one')
  .argument('[name]', 'a table, with or without its schema')
  .addOption(folderOption())
  .addOption(csvOption())
  .addOption(jsonOption())
  .addOption(verticalOption())
  .action(async (name: string | undefined, options: QueryOptions) => {
    const { tablesCommand } = require('../local/cli/tables-command') as typeof import('../local/cli/tables-command');
    process.exitCode = await tablesCommand(name, options);
  });

program
  .command('query')
  .description('ask the warehouse with SQL as Redshift takes it (read only)')
  .argument('<sql>', 'one select statement')
  .option('--local', 'ask the warehouse that "openaq local" filled', true)
  .addOption(folderOption())
  .addOption(
    new Option('--stack [name]', 'ask the warehouse of the deployed stack instead').conflicts(['local', 'dir']),
  )
  .addOption(regionOption().implies({ stack: true }))
  .addOption(profileOption().implies({ stack: true }))
  .addOption(csvOption())
  .addOption(jsonOption())
  .addOption(verticalOption())
  .action(async (sql: string, options: QueryOptions & StackQueryOptions) => {
    if (options.stack !== undefined) {
      const { stackQueryCommand } =
        require('../local/cli/stack-query-command') as typeof import('../local/cli/stack-query-command');
      process.exitCode = await stackQueryCommand(sql, options);
      return;
    }
    const { queryCommand } = require('../local/cli/query-command') as typeof import('../local/cli/query-command');
    process.exitCode = await queryCommand(sql, options);
  });

program
  .command('city')
  .description('find a city, show its stations in OpenAQ, and propose its entry of cdk.json')
  .argument('<name...>', 'its name, in any language and script, accents or not')
  .option('--country <code>', 'ISO 3166-1 code of its country, such as VN')
  .option('--choose <number>', 'which of several places of that name')
  .option('--box <west,south,east,north>', 'a box in degrees instead of the one that is proposed')
  .option('--name <name>', 'its name in cdk.json: letters, digits, spaces and hyphens')
  .option('--api-url <url>', 'another OpenAQ API', toUrl)
  .option('--add', 'write the entry into cdk.json, once the configuration with it is found right')
  .option('--json', 'end stdout with one JSON object; everything else goes to stderr')
  .action(async (words: string[], options: CityOptions) => {
    const { cityCommand } = require('../local/cli/city-command') as typeof import('../local/cli/city-command');
    process.exitCode = await cityCommand(words, options);
  });

program
  .command('report')
  .description('make the report of the newest run again, one HTML file with charts')
  .addOption(folderOption())
  .option('--from <date>', 'first UTC date, YYYY-MM-DD, with every configured city')
  .option('--to <date>', 'last UTC date, included')
  .option('--city <name...>', 'cities of the configuration in place of those')
  .option('--open', 'show it in the browser')
  .action(async (options: ReportOptions) => {
    const { reportCommand } = require('../local/cli/report-command') as typeof import('../local/cli/report-command');
    process.exitCode = await reportCommand(options);
  });

program
  .command('export')
  .description('write facts, dimensions and views as files: CSV, Parquet or a DuckDB database')
  .addOption(new Option('--format <name>', 'what to write').choices(['csv', 'parquet', 'duckdb']).makeOptionMandatory())
  .addOption(folderOption())
  .option('--from <date>', 'first date, YYYY-MM-DD; all there are when left out')
  .option('--to <date>', 'last date, included')
  .option('--out <path>', 'a new folder, for duckdb a new file; default openaq-csv, openaq-parquet, openaq.duckdb')
  .addHelpText(
    'after',
    `
Dates choose hours in UTC and, in views of days, days of the city; dimensions are written whole.

Examples:
  npx openaq export --format parquet
  npx openaq export --format csv --from 2018-12-06 --to 2018-12-08 --out december
  npx openaq export --format duckdb --out air.duckdb`,
  )
  .action(async (options: ExportOptions) => {
    const { exportCommand } = require('../local/cli/export-command') as typeof import('../local/cli/export-command');
    process.exitCode = await exportCommand(options);
  });

program
  .command('serve')
  .description('show the warehouse to psql, DBeaver, Metabase, Python and others, until Ctrl-C')
  .option('--local', 'show the warehouse that "openaq local" filled', true)
  .option('--port <number>', 'port on 127.0.0.1; 0 for any that is free', toPort, SERVED_PORT)
  .addOption(folderOption())
  .addHelpText(
    'after',
    `
OPENAQ_SERVE_PASSWORD sets the password of looker_readonly; without it every start makes a new one.

Examples:
  npx openaq serve --local
  npx openaq serve --port 5440 --dir .local
  OPENAQ_SERVE_PASSWORD=... npx openaq serve      # for connections that a program keeps`,
  )
  .action(async (options: ServeOptions) => {
    const { serveCommand } = require('../local/cli/serve-command') as typeof import('../local/cli/serve-command');
    process.exitCode = await serveCommand(options);
  });

addDoctor(program);
addRuns(program);
addStackCommands(program);
addWatch(program);

program.parseAsync().catch((error: Error) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    return;
  }
  fail(error);
  // A Postgres that did not start keeps the process alive.
  process.exit();
});
