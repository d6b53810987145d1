import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal, withDuckDb } from '../../../local/aws/glue/duckdb';
import { readTransform } from '../../../local/aws/glue/duckdb-engine';
import { SOURCE_TABLES } from '../../../local/aws/glue/source-tables';

export type Row = Record<string, unknown>;

/** A source row that breaks no rule: an hour of the Hanoi partition of 2018-12-05. `null` and SQL types as DuckDB takes them. */
export const accepted = (changes: Row = {}): Row => ({
  location_id: 7441,
  measurement_datetime: '2018-12-05 01:00:00',
  pm25: 42.5,
  pm10: null,
  o3: null,
  no2: null,
  so2: null,
  co: null,
  latitude: 21.021194,
  longitude: 105.819092,
  city: 'Hanoi',
  country: 'VN',
  extracted_at: '2018-12-06 00:10:00',
  partition_0: 'Hanoi',
  year: '2018',
  month: '12',
  day: '05',
  ...changes,
});

/** What the run's extraction answered for the location and date of `accepted()`: one row. */
export const answeredDay = (changes: Row = {}): Row => ({
  location_id: 7441,
  city: 'Hanoi',
  measurement_date: '2018-12-05',
  row_count: 1,
  extracted_at: '2018-12-06 00:10:00',
  ...changes,
});

const sqlValue = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : literal(String(value));
};

const insert = async (connection: DuckDBConnection, table: string, rows: readonly Row[]): Promise<void> => {
  for (const row of rows) {
    const values = Object.values(row).map(sqlValue).join(', ');
    await connection.run(`insert into ${table} (${Object.keys(row).join(', ')}) values (${values})`);
  }
};

/** Runs every file of `sql/transform` in DuckDB over the given rows and returns the views asked for, decimals as text. */
export const transform = async <View extends string>(
  source: { measurements?: readonly Row[]; locations?: readonly Row[]; manifest?: readonly Row[] },
  ...views: View[]
): Promise<Record<View, Row[]>> =>
  withDuckDb(async (connection) => {
    for (const { view, columns, partitionKeys } of SOURCE_TABLES) {
      const list = [
        ...Object.entries(columns).map((entry) => entry.join(' ')),
        ...partitionKeys.map((key) => `${key} varchar`),
      ];
      await connection.run(`create temp table ${view} (${list.join(', ')})`);
    }
    await connection.run(`create temp table source_location_days (location_id integer, city varchar,
      measurement_date varchar, row_count integer, extracted_at timestamp)`);
    await insert(connection, 'source_location_days', source.manifest ?? []);
    await insert(connection, 'source_measurements', source.measurements ?? []);
    await insert(connection, 'source_locations', source.locations ?? []);
    await connection.run(`create temp table run as select 'run-1' as run_id,
      timestamp '2018-12-05' as window_start, timestamp '2018-12-06' as window_end`);
    for (const { view, sql } of readTransform(join(__dirname, '../../../sql/transform'))) {
      await connection.run(`create temp table ${view} as ${sql}`);
    }
    const results: Partial<Record<View, Row[]>> = {};
    for (const view of views) {
      const result = await connection.runAndReadAll(`select * from ${view} order by all`);
      results[view] = result.getRowObjectsJson() as Row[];
    }
    return results as Record<View, Row[]>;
  });
