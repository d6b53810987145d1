import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../../warehouse/sql-text';

const SETTINGS = {
  // Two threads and half a gigabyte are ample for some years of hours, and leave room for Postgres in the same process.
  threads: '2',
  memory_limit: '512MB',
  // A run writes the same keys again; with this cache DuckDB answers from the old footer of a file rewritten within a second.
  enable_external_file_cache: 'false',
} as const;

let opened: Promise<DuckDBInstance> | undefined;

/** One in-memory DuckDB for the process: to make it and to close it takes 16 ms, and a run comes three times. */
const openDuckDb = (): Promise<DuckDBInstance> => {
  opened ??= DuckDBInstance.create(':memory:', SETTINGS);
  return opened;
};

/**
 * Hands `work` a connection whose session time zone is UTC, and closes it, whatever happens. Temporary tables are its own
 * and end with it; no other may be made. Without the time zone, a timestamp stored as an instant would shift by the laptop's
 * own zone.
 */
export const withDuckDb = async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
  const connection = await (await openDuckDb()).connect();
  try {
    await connection.run(`set TimeZone = 'UTC'`);
    return await work(connection);
  } finally {
    connection.closeSync();
  }
};

/** Texts as an SQL list literal. */
export const literalList = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;
