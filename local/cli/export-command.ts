import { resolve } from 'node:path';
import type { Window } from '../../lambdas/shared/domain/window';
import type { Relation } from '../export/relations';
import { type Format, writeRelations } from '../export/write-relations';
import { makeWhole } from '../folder/make-whole';
import { createConsole } from './console';
import { toJsonLine } from './printable';
import { readWarehouse } from './read-warehouse';
import { windowOfOptions } from './run-options';
import { spanOf, statusLine } from './status-line';
import { drawTable } from './table';

/** Options of `openaq export`. */
export interface ExportOptions {
  readonly format: Format;
  readonly dir: string;
  readonly from?: string;
  readonly to?: string;
  /** A folder, for DuckDB a file. */
  readonly out?: string;
  readonly json?: boolean;
}

/** In the current folder, named by what is in it. */
const defaultOut = ({ format, from, to }: ExportOptions): string => {
  const name = from === undefined ? 'openaq' : `openaq-${from}-to-${to}`;
  return format === 'duckdb' ? `${name}.duckdb` : `${name}-${format}`;
};

const chosenBy = (time: string | undefined, window: Window | undefined): string =>
  window === undefined || time === undefined ? 'all' : `${time} in the window`;

const nameOf = ({ schema, name }: Relation): string => `${schema}.${name}`;

/**
 * `openaq export`: writes facts, dimensions and views of the laptop's warehouse as files, whole or not at all, and never over
 * what is there. Returns the exit code.
 *
 * @throws LocalFolderError when there is no warehouse, a run is using it, or the output is there already
 * @throws UsageError for dates that are none
 */
export const exportCommand = async (options: ExportOptions): Promise<number> => {
  const { dir, format } = options;
  const window = windowOfOptions(options);
  const out = options.out || defaultOut(options);
  const written = await statusLine.during(
    (seconds) => `Writing ${format}, ${spanOf(seconds)} so far`,
    () =>
      readWarehouse(dir, 'openaq export', (warehouse) =>
        makeWhole(out, (whole, scratch) => writeRelations(warehouse, format, whole, scratch, window)),
      ),
  );
  const console = createConsole(options.json ? process.stderr : process.stdout);
  const lines = written.map(({ relation, rows }) => [nameOf(relation), rows, chosenBy(relation.time, window)]);
  if (!options.json) console.plain(drawTable(['relation', 'rows', 'chosen'], lines, process.stdout.columns));
  const rows = written.reduce((sum, one) => sum + one.rows, 0);
  console.tagged('SUCCESS', `${written.length} relations with ${rows} rows: ${resolve(out)}`);
  if (options.json) {
    const relations = written.map(({ relation, rows: own }) => ({ name: nameOf(relation), rows: own }));
    process.stdout.write(`${toJsonLine({ out: resolve(out), format, relations })}\n`);
  }
  return 0;
};
