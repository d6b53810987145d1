import type { DuckDBConnection } from '@duckdb/node-api';
import { LAKE } from '../../../lambdas/shared/domain/lake';
import { POLLUTANT_NAMES } from '../../../lambdas/shared/domain/pollutants';
import { withDuckDb } from '../../../local/aws/glue/duckdb';
import { runTransform } from '../../../local/aws/glue/duckdb-engine';
import { createStatement } from '../../../local/aws/glue/duckdb-source';
import { literal } from '../../../local/warehouse/sql-text';

export type Row = Record<string, unknown>;

const RUN = { runId: 'run-1', windowStart: '2018-12-05T00:00:00Z', windowEnd: '2018-12-06T00:00:00Z' };

/** A source row that breaks no rule: an hour of the Hanoi partition of 2018-12-05. `null` and SQL types as DuckDB takes them. */
export const accepted = (changes: Row = {}): Row => ({
  location_id: 7441,
  measurement_datetime: '2018-12-05 01:00:00',
  ...Object.fromEntries(POLLUTANT_NAMES.map((name) => [name, null])),
  pm25: 42.5,
  latitude: 21.021194,
  longitude: 105.819092,
  city: 'Hanoi',
  country: 'VN',
  extracted_at: '2018-12-06 00:10:00',
  quality_flags: null,
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
    for (const table of [LAKE.measurements, LAKE.locations, LAKE.manifests])
      await connection.run(createStatement(table));
    await insert(connection, LAKE.manifests.view, source.manifest ?? []);
    await insert(connection, LAKE.measurements.view, source.measurements ?? []);
    await insert(connection, LAKE.locations.view, source.locations ?? []);
    await runTransform(connection, RUN);
    const results: Partial<Record<View, Row[]>> = {};
    for (const view of views) {
      const result = await connection.runAndReadAll(`select * from ${view} order by all`);
      results[view] = result.getRowObjectsJson() as Row[];
    }
    return results as Record<View, Row[]>;
  });
