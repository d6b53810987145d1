import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Window } from '../../lambdas/shared/domain/window';
import { withDuckDb } from '../aws/glue/duckdb';
import { toCsvLines } from '../cli/answer';
import { isUtcColumn } from '../cli/machine-value';
import { literal, quoted } from '../warehouse/sql-text';
import type { Warehouse } from '../warehouse/warehouse';
import { type Relation, relationsOf, rowsOf } from './relations';

export const FORMATS = ['csv', 'parquet', 'duckdb'] as const;
export type Format = (typeof FORMATS)[number];

/** A relation that was written, and how many rows of it. */
export interface Written {
  readonly relation: Relation;
  readonly rows: number;
}

/** A mean has as many digits as Postgres gives it, 16 to 20 behind the point, and DuckDB's decimals 38 in all. */
const typeInDuckDb = (type: string): string => (type === 'decimal' ? 'decimal(38, 20)' : type);

const DATABASE = 'exported';

/** A relation cannot be written. The message is one line and names it. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

/** DuckDB tells of a value in twenty lines, of which one says what is wrong. */
const asExportError = ({ schema, name }: Relation, error: unknown): ExportError => {
  const { message } = error as Error;
  const reason = /^Error when converting .*$/m.exec(message)?.[0] ?? message.split('\n')[0];
  return new ExportError(`${schema}.${name} cannot be written (${reason}): --format csv takes every value`, {
    cause: error,
  });
};

/** Makes a table of a CSV file with the types and comments of the warehouse. @throws Error when a row is lost */
const createTable = async (connection: DuckDBConnection, relation: Relation, csv: string, rows: number) => {
  const { schema, name, columns, comment } = relation;
  const table = quoted(DATABASE, schema, name);
  const definitions = columns.map((column) => `${quoted(column.name)} ${typeInDuckDb(column.type)}`);
  await connection.run(`create schema if not exists ${quoted(DATABASE, schema)}`);
  await connection.run(`create table ${table} (${definitions.join(', ')})`);
  await connection.run(`copy ${table} from ${literal(csv)}
    (format csv, header true, auto_detect false, delimiter ',', quote '"', escape '"', nullstr '', allow_quoted_nulls false)`);
  if (comment !== null) await connection.run(`comment on table ${table} is ${literal(comment)}`);
  for (const { name: column, comment: words } of columns) {
    if (words !== null) await connection.run(`comment on column ${table}.${quoted(column)} is ${literal(words)}`);
  }
  const [[count] = []] = (await connection.runAndReadAll(`select count(*) from ${table}`)).getRows();
  if (Number(count) !== rows) throw new Error(`it has ${rows} rows, of which ${count} were written`);
  return table;
};

/** All at once could be a longer text than JavaScript has. */
const LINES_AT_ONCE = 10_000;

const writeLines = (file: string, lines: readonly string[]): void => {
  const descriptor = openSync(file, 'w');
  try {
    for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
      writeSync(descriptor, `${lines.slice(at, at + LINES_AT_ONCE).join('\n')}\n`);
    }
  } finally {
    closeSync(descriptor);
  }
};

/** A name that leads to no other folder, whatever is in it; those of this project stay as they are. */
const asFileName = (name: string): string =>
  name.replace(/[^\p{L}\p{N}_ -]/gu, (sign) => `%${sign.codePointAt(0)?.toString(16)}`);

/** The file of a relation below a folder: a folder for each schema. */
const fileOf = (folder: string, { schema, name }: Relation, ending: string): string => {
  const directory = join(folder, asFileName(schema));
  mkdirSync(directory, { recursive: true });
  return join(directory, `${asFileName(name)}.${ending}`);
};

/**
 * Writes what an analyst reads of a warehouse: `<schema>/<name>.csv` or `.parquet` below a folder, or one DuckDB file with
 * every relation as a table. Types are the warehouse's, times in UTC but for columns that are named local.
 *
 * @param target what is made, not there yet
 * @param scratch a folder for what is needed meanwhile
 * @param window chooses the rows of relations that are placed in time. @default - all
 */
export const writeRelations = async (
  warehouse: Warehouse,
  format: Format,
  target: string,
  scratch: string,
  window?: Window,
): Promise<Written[]> => {
  const relations = await relationsOf(warehouse);
  if (format !== 'duckdb') mkdirSync(target);

  const writeCsv = async (relation: Relation, file: string): Promise<Written> => {
    const { columns, rows } = await rowsOf(warehouse, relation, window);
    const typed = columns.map((column) => ({ ...column, isUtc: isUtcColumn(column.name, '') }));
    writeLines(file, toCsvLines(typed, rows));
    return { relation, rows: rows.length };
  };

  const written: Written[] = [];
  if (format === 'csv') {
    for (const relation of relations) written.push(await writeCsv(relation, fileOf(target, relation, 'csv')));
    return written;
  }
  const [csv, database] = [join(scratch, 'rows.csv'), join(scratch, 'tables.duckdb')];
  await withDuckDb(async (connection) => {
    await connection.run(`attach ${literal(format === 'duckdb' ? target : database)} as ${DATABASE}`);
    try {
      for (const relation of relations) {
        const one = await writeCsv(relation, csv);
        const table = await createTable(connection, relation, csv, one.rows).catch((error: unknown) => {
          throw asExportError(relation, error);
        });
        if (format === 'parquet') {
          const file = literal(fileOf(target, relation, 'parquet'));
          await connection.run(`copy (from ${table}) to ${file} (format parquet, compression zstd)`);
          await connection.run(`drop table ${table}`);
        }
        rmSync(csv);
        written.push(one);
      }
    } finally {
      await connection.run(`detach ${DATABASE}`);
    }
  });
  return written;
};
