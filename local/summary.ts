import { createHash } from 'node:crypto';
import type { LocalRunResult } from './run';
import type { Warehouse } from './warehouse/warehouse';

/** The machine-readable end of a laptop run. Counts are null where the run did not get to them. */
export interface RunSummary {
  readonly runId: string | null;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly error: { readonly name: string; readonly message: string } | null;
  readonly rows: Readonly<
    Record<'extracted' | 'read' | 'staged' | 'duplicates' | 'rejected' | 'loaded', number | null>
  >;
  readonly requests: number | null;
  readonly seconds: Readonly<Record<string, number>>;
  /** SHA-256 over the window's fact rows without their load metadata: two loads of the same data have the same. */
  readonly factDigest: string | null;
}

const AUDIT = `
  select rows_extracted, rows_read, rows_staged, rows_duplicate, rows_rejected, rows_loaded, requests
  from openaq.load_audit where run_id = $1`;

const FACT_ROWS = `
  select location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country
  from openaq.fact_measurements
  where measurement_datetime >= $1 and measurement_datetime < $2
  order by location_id, measurement_datetime`;

/** Sums up a run from the warehouse's own audit row; a run that failed before its load has none. */
export const summarize = async (result: LocalRunResult, warehouse: Warehouse): Promise<RunSummary> => {
  const { status, plan, seconds } = result;
  const audit = status === 'SUCCEEDED' && plan ? (await warehouse.query(AUDIT, [plan.runId])).rows[0] : undefined;
  const facts = audit && plan ? await warehouse.query(FACT_ROWS, [plan.window.start, plan.window.end]) : undefined;
  const [extracted, read, staged, duplicates, rejected, loaded, requests] = Array.from({ length: 7 }, (_, index) =>
    audit === undefined ? null : Number(audit[index]),
  ) as (number | null)[];
  return {
    runId: plan?.runId ?? null,
    status,
    error: status === 'FAILED' ? { name: result.error, message: result.cause } : null,
    rows: { extracted, read, staged, duplicates, rejected, loaded } as RunSummary['rows'],
    requests: requests ?? null,
    seconds,
    factDigest: facts ? createHash('sha256').update(JSON.stringify(facts.rows)).digest('hex').slice(0, 16) : null,
  };
};
