import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../../warehouse/sql-text';

const SETTINGS = {
  // Two threads and half a gigabyte are ample for some years of hours, and leave room for Postgres in the same process.
  threads: '2',
  memory_limit: '512MB',
  // A run writes the same keys again; with this cache DuckDB answers from the old footer of a file rewritten within a second.
  enable_external_file_cache: 'false',
} as const;

/**
 * Opens an in-memory DuckDB whose session time zone is UTC, hands it to `work` and closes it, whatever happens.
 * Without the time zone, a timestamp stored as an instant would shift by the laptop's own zone.
 */
export const withDuckDb = async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
  const instance = await DuckDBInstance.create(':memory:', SETTINGS);
  try {
    const connection = await instance.connect();
    try {
      await connection.run(`set TimeZone = 'UTC'`);
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
};

/** Texts as an SQL list literal. */
export const literalList = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;
