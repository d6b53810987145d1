import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../../warehouse/sql-text';
import type { Warehouse } from '../../warehouse/warehouse';
import { withDuckDb } from './duckdb';

/** What `write_dynamic_frame.from_jdbc_conf` is told beside the rows. */
interface SinkOptions {
  /** `schema.table` */
  readonly dbtable: string;
  /** Statements separated by semicolons, on one line, run before the rows are inserted and in the same transaction. */
  readonly preactions: string;
}

const NUMBER_TYPES = new Set(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE']);

/** Numbers and booleans stay JS values; decimals, dates and timestamps become text, which loses nothing. */
const valueExpression = (name: string, type: string): string => {
  const column = `"${name}"`;
  if (type === 'BOOLEAN' || type === 'VARCHAR') return column;
  if (NUMBER_TYPES.has(type)) return `cast(${column} as double)`;
  return `cast(cast(${column} as ${type === 'TIMESTAMP WITH TIME ZONE' ? 'timestamp' : type}) as varchar)`;
};

/** The folder for the `index`-th write of a run; rows go into `part.parquet` in it. */
export const prepareSink = (directory: string, index: number, options: SinkOptions): string => {
  const name = `${index}-${options.dbtable.split('.').at(-1)}`;
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(options));
  return join(directory, name);
};

/** Rows in the order of all columns, so that both engines fill a table in the same order; in chunks of DuckDB's vectors. */
async function* rowsOf(connection: DuckDBConnection, source: string, columns: readonly [string, string][]) {
  const list = columns.map(([name, type]) => valueExpression(name, type)).join(', ');
  const result = await connection.stream(`select ${list} from (select * from ${source} order by all)`);
  for await (const rows of result.yieldRowsJs()) yield rows as unknown[][];
}

const load = async (connection: DuckDBConnection, warehouse: Warehouse, directory: string, name: string) => {
  const { dbtable, preactions } = JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8')) as SinkOptions;
  const source = `read_parquet(${literal(join(directory, name, 'part.parquet'))})`;
  const description = await connection.runAndReadAll(`select column_name, column_type from (describe from ${source})`);
  const columns = description.getRowsJS() as [string, string][];
  const statements = preactions.split(';').map((statement) => statement.trim());
  await warehouse.write(
    dbtable,
    columns.map(([column]) => column),
    rowsOf(connection, source, columns),
    statements.filter((statement) => statement !== ''),
  );
};

/**
 * Stands in for the Redshift side of the Glue connector: puts the files that an engine wrote into the warehouse, in order.
 * Each table is one transaction of its own, as with the real connector.
 */
export const loadSink = async (warehouse: Warehouse, directory: string): Promise<void> => {
  const names = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  await withDuckDb(async (connection) => {
    for (const name of names) await load(connection, warehouse, directory, name);
  });
};
