import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literalList } from './duckdb';

/** What a Parquet file's footer says: its rows, and its columns by name in DuckDB's type names. */
export interface Footer {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * The data files in and below a folder, by name; none where there is no folder. Names that start with `_` or `.` are
 * markers, as for Spark and the crawler; `*.unfinished` is what an interrupted run of an earlier version may have left.
 */
export const dataFilesOf = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(^|\/)[._]|\.unfinished/.test(relative(folder, file)))
    .sort();

/**
 * Does something with all files at once. DuckDB does not name the file that it cannot read, so when that fails, each is
 * tried by itself.
 *
 * @returns for each bad file its name and the reason: the first line, since DuckDB appends a stack trace to some
 */
export const badFilesOf = async (
  files: readonly string[],
  work: (files: readonly string[]) => Promise<void>,
): Promise<string[]> => {
  const mistakes: string[] = [];
  if (files.length === 0) return mistakes;
  try {
    await work(files);
  } catch (error) {
    for (const file of files) {
      await work([file]).catch((reason: Error) => mistakes.push(`${file}: ${reason.message.split('\n', 1)[0]}`));
    }
    if (mistakes.length === 0) throw error;
  }
  return mistakes;
};

/** The footers of the files by name, and the files whose footer cannot be read: not Parquet, empty or cut off. */
export const readFooters = async (
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<{ footers: Map<string, Footer>; unreadable: string[] }> => {
  const footers = new Map<string, Footer>();
  const unreadable = await badFilesOf(files, async (some) => {
    const list = literalList(some);
    const result = await connection.runAndReadAll(
      `select file_name, cast(num_rows as double), list([name, duckdb_type] order by column_id)
       from parquet_file_metadata(${list}) join parquet_schema(${list}) using (file_name)
       where duckdb_type is not null group by all order by all`,
    );
    for (const [file, rows, columns] of result.getRowsJS() as [string, number, [string, string][]][]) {
      footers.set(file, { rows, columns: new Map(columns) });
    }
  });
  return { footers, unreadable };
};
