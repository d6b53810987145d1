/**
 * Writes rows of the lake's measurements as Parquet with four writers, each from rows in the form that it takes; prints
 * JSON.
 *
 * Usage: `node --require tsx/cjs bench/parquet.ts <python with pyarrow> [--runs 5] [--rows 10000,1000000]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { toParquet } from '../lambdas/shared/adapters/parquet';
import { type ColumnType, columnsOf, LAKE } from '../lambdas/shared/domain/lake';
import { HOUR_MS, toUtcSeconds } from '../lambdas/shared/domain/window';
import { median, runsOf, timed } from './median';

const START_MS = Date.parse('2025-01-01T00:00:00Z');
const STATIONS = 100;

const rowOf = (index: number) => ({
  location_id: 1_000 + (index % STATIONS),
  measurement_datetime: toUtcSeconds(START_MS + Math.floor(index / STATIONS) * HOUR_MS),
  pm25: ((index * 7_919) % 10_000) / 100,
  pm10: ((index * 104_729) % 20_000) / 100,
  o3: null,
  no2: index % 3 === 0 ? null : (index % 997) / 10,
  so2: null,
  co: null,
  latitude: 21 + (index % STATIONS) / 1_000,
  longitude: 105 + (index % STATIONS) / 1_000,
  city: index % 2 === 0 ? 'Hanoi' : 'Ho Chi Minh City',
  country: 'VN',
  extracted_at: '2025-12-31T01:30:00Z',
  quality_flags: null,
});
type Row = ReturnType<typeof rowOf>;

const COLUMNS = columnsOf(LAKE.measurements.columns);
const WRITER_TYPES = {
  boolean: 'BOOLEAN',
  int: 'INT32',
  double: 'DOUBLE',
  string: 'STRING',
  timestamp: 'TIMESTAMP',
} as const;
const SQL_TYPES: Record<ColumnType, string> = {
  ...{ boolean: 'boolean', int: 'integer', double: 'double', string: 'varchar', timestamp: 'timestamptz' },
};

/** The rows as hyparquet-writer takes them: a list of values for each column. */
const columnData = (rows: readonly Row[]) =>
  COLUMNS.map(({ name, type }) => ({
    name,
    type: WRITER_TYPES[type],
    data: rows.map((row) => {
      const value = row[name as keyof Row];
      return type === 'timestamp' ? new Date(String(value)) : value;
    }),
  }));

/** A table of DuckDB with the rows. */
const openDuckdb = async (rows: readonly Row[], folder: string) => {
  const connection = await (await DuckDBInstance.create()).connect();
  const lines = join(folder, 'rows.ndjson');
  for (let at = 0; at < rows.length; at += 10_000) {
    const part = rows.slice(at, at + 10_000).map((row) => `${JSON.stringify(row)}\n`);
    writeFileSync(lines, part.join(''), { flag: at === 0 ? 'w' : 'a' });
  }
  const columns = COLUMNS.map(({ name, type }) => `'${name}': '${SQL_TYPES[type]}'`).join(', ');
  await connection.run(`create table rows as from read_json('${lines}', columns = {${columns}})`);
  return connection;
};

const measure = async (count: number, runs: number, python: string, folder: string) => {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index));
  const file = (writer: string): string => join(folder, `${writer}.parquet`);
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columns = columnData(rows);
  const duckdb = await openDuckdb(rows, folder);
  const writers: Record<string, () => Promise<unknown>> = {
    'parquetjs-lite, our module': async () =>
      writeFileSync(file('parquetjs-lite, our module'), await toParquet(LAKE.measurements.columns, rows)),
    'hyparquet-writer': async () =>
      writeFileSync(file('hyparquet-writer'), Buffer.from(parquetWriteBuffer({ columnData: columns }))),
    DuckDB: () => duckdb.run(`copy rows to '${file('DuckDB')}' (format parquet, compression snappy)`),
  };
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(writers).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, write] of Object.entries(writers)) times[name]?.push(await timed(write));
  }
  const script = join(__dirname, 'parquet_by_pyarrow.py');
  const byPyarrow = execFileSync(python, [script, file('DuckDB'), file('pyarrow'), String(runs)], { encoding: 'utf8' });
  times['pyarrow'] = JSON.parse(byPyarrow) as number[];
  return {
    rows: count,
    writers: Object.entries(times).map(([name, each]) => ({
      name,
      ms: median(each),
      bytes: statSync(file(name)).size,
    })),
  };
};

const main = async (): Promise<void> => {
  const at = process.argv.indexOf('--rows');
  const counts = (at < 0 ? '10000,1000000' : String(process.argv[at + 1])).split(',').map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'openaq-parquet-'));
  try {
    const runs = runsOf(process.argv);
    const sizes = [];
    for (const count of counts) sizes.push(await measure(count, runs, String(process.argv[2]), folder));
    process.stdout.write(`${JSON.stringify({ runs, sizes })}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

main();
