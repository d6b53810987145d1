import { createHash } from 'node:crypto';
import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import type { QueryResult, Warehouse } from '../warehouse/warehouse';
import type { LocalRunResult } from '../workflow/run';

/** What was loaded into the warehouse's schema. What is asked of it stays within its own window and cities. */
export type LoadedRun = Pick<PlanWithoutItems, 'window' | 'cities'> & {
  readonly schema: string;
  /** The run, or those of a backfill in their order. */
  readonly runIds: readonly string[];
};

/**
 * Asks the facts of a run's window and cities.
 *
 * @param end what comes behind the condition: grouping, order
 * @param from @default - the facts, one row per location and hour
 */
export const askFacts = (
  warehouse: Warehouse,
  { window, cities, schema }: LoadedRun,
  columns: string,
  end: string,
  from = `${schema}.fact_measurements`,
): Promise<QueryResult> =>
  warehouse.query(
    `select ${columns}
  from ${from}
  where measurement_datetime >= $1 and measurement_datetime < $2 and city = any(string_to_array($3, ','))
  ${end}`,
    [window.start, window.end, cities],
  );

/** Of the digests of several windows, as long as one. */
const digestOf = (digests: readonly unknown[]): string =>
  createHash('sha256').update(digests.join()).digest('hex').slice(0, 16);

/** Several rows of load_audit as one: counts are added up, of anything else the last is taken. */
const together = (column: string, values: readonly unknown[]): unknown => {
  if (column === 'window_start') return values[0] ?? null;
  if (column === 'fact_digest' && values.length > 1) return digestOf(values);
  if (values.length < 2 || !/^(?:rows|values)_|^requests$/.test(column)) return values.at(-1) ?? null;
  return values.reduce<number>((sum, value) => sum + Number(value), 0);
};

/**
 * The row of load_audit by column, every column that the table has, of several runs their rows as one; all null where the run
 * has none, empty where a run failed before there was a table.
 */
export const auditOf = async (
  warehouse: Warehouse,
  { runIds, schema }: Pick<LoadedRun, 'runIds' | 'schema'>,
): Promise<Map<string, unknown>> => {
  const table = await warehouse.query(`select to_regclass('${schema}.load_audit')`);
  if (table.rows[0]?.[0] === null) return new Map();
  const { columns, rows } = await warehouse.query(
    `select * from ${schema}.load_audit where run_id = any(string_to_array($1, ',')) order by window_start`,
    [runIds.join()],
  );
  const valuesOf = (index: number) => rows.map((row) => row[index]);
  return new Map(columns.map(({ name }, index) => [name, together(name, valuesOf(index))]));
};

/** The counts of a summary by their columns of load_audit. */
const COUNTS = {
  extracted: 'rows_extracted',
  read: 'rows_read',
  staged: 'rows_staged',
  duplicates: 'rows_duplicate',
  rejected: 'rows_rejected',
  loaded: 'rows_loaded',
} as const;

/** The machine-readable end of a laptop run. Counts are null where the run did not get to them. */
export interface RunSummary {
  readonly runId: string | null;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly error: { readonly name: string; readonly message: string } | null;
  readonly rows: Readonly<Record<keyof typeof COUNTS, number | null>>;
  readonly requests: number | null;
  readonly seconds: Readonly<Record<string, number>>;
  /** Values of a location, an hour and a pollutant that the load made others than before. */
  readonly valuesChanged: number | null;
  /** Of the facts in the run's own window and cities without their load metadata: equal facts have the same. */
  readonly factDigest: string | null;
}

/** Sums up a run from the warehouse's own audit row. @param run absent when the run failed: then there are no counts */
export const summarize = async (
  result: LocalRunResult,
  run: LoadedRun | undefined,
  warehouse: Warehouse,
): Promise<RunSummary> => {
  const audit = run && (await auditOf(warehouse, run));
  const count = (column: string): number | null => {
    const value = audit?.get(column) ?? null;
    return value === null ? null : Number(value);
  };
  return {
    runId: result.plan?.runId ?? null,
    status: result.status,
    error: result.status === 'FAILED' ? { name: result.error, message: result.cause } : null,
    rows: Object.fromEntries(
      Object.entries(COUNTS).map(([name, column]) => [name, count(column)]),
    ) as RunSummary['rows'],
    requests: count('requests'),
    seconds: result.seconds,
    valuesChanged: count('values_changed'),
    factDigest: audit === undefined ? null : String(audit.get('fact_digest')),
  };
};
