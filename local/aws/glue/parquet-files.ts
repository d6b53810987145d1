import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parquetMetadataAsync, type SchemaElement } from 'hyparquet';

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

/** DuckDB's names of Parquet's types. What an annotation says of a type goes before what is stored. */
const TYPES: Readonly<Record<string, string>> = {
  UTF8: 'VARCHAR',
  STRING: 'VARCHAR',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_MILLIS: 'TIMESTAMP',
  TIMESTAMP_MICROS: 'TIMESTAMP',
  INT32: 'INTEGER',
  INT64: 'BIGINT',
  INT96: 'TIMESTAMP',
  BYTE_ARRAY: 'BLOB',
};

/** Types that are the same in both, such as DOUBLE, and those that no table here has keep Parquet's name. */
const typeOf = ({ type, converted_type, logical_type }: SchemaElement): string => {
  const name = logical_type?.type ?? converted_type ?? type ?? '';
  return TYPES[name] ?? name;
};

/** Most footers are read at once; of a longer one the rest is fetched. */
const TAIL_BYTES = 16_384;

/** By hyparquet, in a fifth of the time in which DuckDB answers (2026-11-26). */
const readFooter = async (file: string): Promise<Footer> => {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new Error('the file is empty');
    const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
      const bytes = new ArrayBuffer(end - start);
      await handle.read(new Uint8Array(bytes), 0, end - start, start);
      return bytes;
    };
    const options = { initialFetchSize: TAIL_BYTES };
    const { num_rows, schema } = await parquetMetadataAsync({ byteLength: size, slice }, options);
    const columns = schema.filter(({ type }) => type !== undefined);
    return { rows: Number(num_rows), columns: new Map(columns.map((column) => [column.name, typeOf(column)])) };
  } finally {
    await handle.close();
  }
};

/** So many files are open at the same time, at most. */
const FILES_AT_ONCE = 16;

/** The footers of the files by name, and the files whose footer cannot be read: not Parquet, empty or cut off. */
export const readFooters = async (
  files: readonly string[],
): Promise<{ footers: Map<string, Footer>; unreadable: string[] }> => {
  const footers = new Map<string, Footer>();
  const unreadable: string[] = [];
  for (let first = 0; first < files.length; first += FILES_AT_ONCE) {
    const some = files.slice(first, first + FILES_AT_ONCE);
    for (const [index, result] of (await Promise.allSettled(some.map(readFooter))).entries()) {
      const file = some[index] as string;
      if (result.status === 'fulfilled') footers.set(file, result.value);
      else unreadable.push(`${file}: ${(result.reason as Error).message}`);
    }
  }
  return { footers, unreadable };
};
