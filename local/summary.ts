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
  /** Digest of what the fact table says, without its load metadata: two loads of the same data have the same. */
  readonly factDigest: string | null;
}

const AUDIT = `
  select rows_extracted, rows_read, rows_staged, rows_duplicate, rows_rejected, rows_loaded, requests
  from openaq.load_audit where run_id = $1`;

const FACT_DIGEST = `
  select md5(string_agg(
    concat_ws('|', location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country),
    ';' order by location_id, measurement_datetime))
  from openaq.fact_measurements`;

/** Sums up a run from the warehouse's own audit row. */
export const summarize = async (result: LocalRunResult, warehouse: Warehouse): Promise<RunSummary> => {
  const runId = result.plan?.runId ?? null;
  const hasTables =
    (await warehouse.query(`select to_regclass('openaq.load_audit') is not null`)).rows[0]?.[0] === true;
  const audit = hasTables ? (await warehouse.query(AUDIT, [runId])).rows[0] : undefined;
  const count = (index: number): number | null => (audit?.[index] == null ? null : Number(audit[index]));
  return {
    runId,
    status: result.status,
    error: result.status === 'FAILED' ? { name: result.error, message: result.cause } : null,
    rows: {
      extracted: count(0),
      read: count(1),
      staged: count(2),
      duplicates: count(3),
      rejected: count(4),
      loaded: count(5),
    },
    requests: count(6),
    seconds: result.seconds,
    factDigest: hasTables ? ((await warehouse.query(FACT_DIGEST)).rows[0]?.[0] as string | null) : null,
  };
};
