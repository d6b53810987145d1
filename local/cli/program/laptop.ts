import { type Command, Option } from 'commander';
import { checkFolder, localFolder } from '../../folder/folder';
import type { CityOptions } from '../city-command';
import { REPLAYED_WEEK, SERVED_PORT } from '../defaults';
import type { ExportOptions } from '../export-command';
import type { LocalOptions } from '../local-command';
import type { ReportOptions } from '../report-command';
import type { ServeOptions } from '../serve-command';
import { examples, folderOption, jsonObjectOption, onlyMissingOption, toPort, toUrl } from './options';

/** Adds the commands about runs on this machine and their warehouse. What a command needs is loaded when it runs. */
export const addLaptopCommands = (program: Command): void => {
  program
    .command('local')
    .description(
      `run the whole pipeline on this machine; without OPENAQ_API_KEY it replays ${REPLAYED_WEEK.from} to ${REPLAYED_WEEK.to}`,
    )
    .option('--from <date>', 'first UTC date, YYYY-MM-DD')
    .option('--to <date>', 'last UTC date, included')
    .option('--city <name...>', 'cities of the configuration; all when left out')
    .option('--lookback-hours <hours>', 'the last hours instead of dates, aligned outward to whole UTC days')
    .addOption(onlyMissingOption())
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
        'onlyMissing',
        'fresh',
      ]),
    )
    .addOption(jsonObjectOption())
    .addOption(new Option('--watch', 'show the run in the browser, state by state, until Ctrl-C').conflicts('json'))
    .addHelpText(
      'after',
      examples([
        'npx openaq local                                 # the recorded week',
        'npx openaq local --from 2018-12-01 --to 2018-12-31 --city Hanoi',
        'OPENAQ_API_KEY=... npx openaq local --lookback-hours 48',
        'npx openaq local --from 2018-01-01 --to 2018-12-31 --only-missing',
        'npx openaq local --redrive                       # after a failure',
      ]),
    )
    .action(async (options: LocalOptions) => {
      // Before the second that it takes to load the rest.
      checkFolder(localFolder(options.dir));
      const { localCommand } = require('../local-command') as typeof import('../local-command');
      process.exitCode = await localCommand(options);
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
    .addOption(jsonObjectOption())
    .addHelpText(
      'after',
      examples(['npx openaq city "Da Nang"', 'npx openaq city Hanoi --box 105.28,20.56,106.02,21.39 --add']),
    )
    .action(async (words: string[], options: CityOptions) => {
      const { cityCommand } = require('../city-command') as typeof import('../city-command');
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
    .addOption(jsonObjectOption())
    .addHelpText(
      'after',
      examples(['npx openaq report --open', 'npx openaq report --from 2018-12-06 --to 2018-12-08 --city Hanoi']),
    )
    .action(async (options: ReportOptions) => {
      const { reportCommand } = require('../report-command') as typeof import('../report-command');
      process.exitCode = await reportCommand(options);
    });

  program
    .command('export')
    .description('write facts, dimensions and views as files: CSV, Parquet or a DuckDB database')
    .addOption(
      new Option('--format <name>', 'what to write').choices(['csv', 'parquet', 'duckdb']).makeOptionMandatory(),
    )
    .addOption(folderOption())
    .option('--from <date>', 'first date, YYYY-MM-DD; all there are when left out')
    .option('--to <date>', 'last date, included')
    .option('--out <path>', 'a new folder, for duckdb a new file; default openaq-csv, openaq-parquet, openaq.duckdb')
    .addOption(jsonObjectOption())
    .addHelpText(
      'after',
      `
Dates choose hours in UTC and, in views of days, days of the city; dimensions
are written whole.

Examples:
  npx openaq export --format parquet
  npx openaq export --format csv --from 2018-12-06 --to 2018-12-08 --out dec
  npx openaq export --format duckdb --out air.duckdb`,
    )
    .action(async (options: ExportOptions) => {
      const { exportCommand } = require('../export-command') as typeof import('../export-command');
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
OPENAQ_SERVE_PASSWORD sets the password of looker_readonly, for connections that
a program keeps; without it every start makes a new one.

Examples:
  npx openaq serve --local
  npx openaq serve --port 5440 --dir .local
  OPENAQ_SERVE_PASSWORD=... npx openaq serve`,
    )
    .action(async (options: ServeOptions) => {
      const { serveCommand } = require('../serve-command') as typeof import('../serve-command');
      process.exitCode = await serveCommand(options);
    });
};
