import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const withFile = async <Result>(bytes: Uint8Array, read: (file: string) => Promise<Result>): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'openaq-parquet-'));
  try {
    writeFileSync(join(folder, 'data.parquet'), bytes);
    return await read(join(folder, 'data.parquet'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const query = async (sql: string): Promise<Record<string, unknown>[]> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

/** The rows of a Parquet file as DuckDB reads them; timestamps as text. */
export const readParquet = (bytes: Uint8Array): Promise<Record<string, unknown>[]> =>
  withFile(bytes, (file) => query(`select * from read_parquet('${file}')`));

/** The rows of all Parquet files of a glob, in the order of some columns; none where no file is. */
export const readParquetFiles = async (glob: string, order: string): Promise<Record<string, unknown>[]> => {
  const [files] = await query(`select count(*)::int as count from glob('${glob}')`);
  if (files?.['count'] === 0) return [];
  return query(`select * from read_parquet('${glob}', hive_partitioning = false) order by ${order}`);
};

/** Column name to DuckDB type, and whether the file calls the column optional. */
export const readParquetTypes = (bytes: Uint8Array): Promise<Record<string, [type: string, repetition: string]>> =>
  withFile(bytes, async (file) => {
    const types = await query(`select column_name, column_type from (describe from read_parquet('${file}'))`);
    const fields = await query(`select name, repetition_type from parquet_schema('${file}')`);
    return Object.fromEntries(
      types.map(({ column_name, column_type }) => [
        column_name,
        [String(column_type), String(fields.find(({ name }) => name === column_name)?.['repetition_type'])],
      ]),
    );
  });
