import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literalList } from './duckdb';

/** What a Parquet file's footer says: its rows, and its columns by name in DuckDB's type names. */
export interface Footer {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, string>;
}

/** A file whose footer cannot be read: not Parquet, empty or cut off. */
export interface UnreadableFile {
  readonly file: string;
  readonly reason: string;
}

/**
 * The data files of a folder, in name order. Names that start with `_` or `.` are markers, as for Spark and the crawler;
 * `*.unfinished` is what an interrupted run of an earlier version may have left.
 */
export const dataFilesOf = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^[._]|\.unfinished/.test(entry.name))
    .map((entry) => join(directory, entry.name))
    .sort();

const readAll = async (connection: DuckDBConnection, files: readonly string[]): Promise<Map<string, Footer>> => {
  const list = literalList(files);
  const counts = await connection.runAndReadAll(
    `select file_name, cast(num_rows as double) from parquet_file_metadata(${list})`,
  );
  const columns = new Map(files.map((file) => [file, new Map<string, string>()]));
  const schema = await connection.runAndReadAll(
    `select file_name, name, duckdb_type from parquet_schema(${list}) where duckdb_type is not null`,
  );
  for (const [file, name, type] of schema.getRowsJS() as [string, string, string][]) columns.get(file)?.set(name, type);
  return new Map(
    (counts.getRowsJS() as [string, number][]).map(([file, rows]) => [
      file,
      { rows, columns: columns.get(file) ?? new Map() },
    ]),
  );
};

/** The first line of an error's message: DuckDB appends a stack trace to some. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

/**
 * Reads the footers of all files. The usual case takes two queries; when one file breaks them, every file is read by
 * itself, so that each bad one is named.
 */
export const readFooters = async (
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<{ footers: Map<string, Footer>; unreadable: UnreadableFile[] }> => {
  if (files.length === 0) return { footers: new Map(), unreadable: [] };
  try {
    return { footers: await readAll(connection, files), unreadable: [] };
  } catch {
    const footers = new Map<string, Footer>();
    const unreadable: UnreadableFile[] = [];
    for (const file of files) {
      try {
        for (const [name, footer] of await readAll(connection, [file])) footers.set(name, footer);
      } catch (error) {
        unreadable.push({ file, reason: firstLine(error) });
      }
    }
    return { footers, unreadable };
  }
};
