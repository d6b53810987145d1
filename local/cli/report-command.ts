import { existsSync } from 'node:fs';
import { LocalFolderError, localFolder } from '../folder/folder';
import { writeReport } from '../report/report';
import { type RunRecord, readRunRecord } from '../workflow/run-record';
import { createConsole } from './console';
import { openInDesktop } from './open-in-desktop';
import { toJsonLine } from './printable';
import { readWarehouse } from './read-warehouse';
import { readCities, UsageError, windowOfOptions } from './run-options';
import { spanOf, statusLine } from './status-line';

/** Options of `openaq report`. */
export interface ReportOptions {
  readonly dir: string;
  readonly from?: string;
  readonly to?: string;
  readonly city?: readonly string[];
  readonly open?: boolean;
  readonly json?: boolean;
}

/**
 * The window and the cities of the newest run; of the dates that were asked for every configured city; and the cities that
 * were asked for in place of either.
 */
const scopeOf = ({ from, to, city = [] }: ReportOptions, { schema, window, cities, configuredCities }: RunRecord) => {
  const askedWindow = windowOfOptions({ from, to });
  const known = configuredCities.map(({ name }) => name);
  const asked = readCities(city, configuredCities);
  if (asked.mistakes.length > 0) throw new UsageError(asked.mistakes);
  const names = asked.cities.length > 0 ? asked.cities : askedWindow ? known : cities;
  return {
    schema,
    window: askedWindow ?? window,
    cities: configuredCities.filter(({ name }) => names.includes(name)),
  };
};

/**
 * `openaq report`: makes the report of the laptop's warehouse again. Returns the exit code.
 *
 * @throws LocalFolderError when the folder has no run to report on, or a run is using it
 * @throws UsageError for dates that are none and cities that are not configured
 */
export const reportCommand = async (options: ReportOptions): Promise<number> => {
  const folder = localFolder(options.dir);
  const run = readRunRecord(folder.runRecord);
  if (run === undefined || !existsSync(folder.warehouse)) {
    throw new LocalFolderError(`${folder.root} holds no run of this version yet: run "npx openaq local" first`);
  }
  const scope = scopeOf(options, run);
  await statusLine.during(
    (seconds) => `Drawing the report, ${spanOf(seconds)} so far`,
    () => readWarehouse(options.dir, 'openaq report', (warehouse) => writeReport(warehouse, scope, run, folder.report)),
  );
  createConsole(options.json ? process.stderr : process.stdout).tagged('SUCCESS', `Report: ${folder.report}`);
  if (options.json) {
    const cities = scope.cities.map(({ name }) => name);
    process.stdout.write(`${toJsonLine({ report: folder.report, window: scope.window, cities })}\n`);
  }
  if (options.open) openInDesktop(folder.report);
  return 0;
};
