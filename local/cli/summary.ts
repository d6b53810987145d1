import { createHash } from 'node:crypto';
import type { Warehouse } from '../warehouse/warehouse';
import type { LocalRunResult } from '../workflow/run';
import { type LoadedRun, questionsOf } from './questions';

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
  /**
   * SHA-256 over the fact rows of the run's own window and cities without their load metadata: two loads of the same
   * data have the same.
   */
  readonly factDigest: string | null;
}

/** The columns of load_audit that are counts of a summary. */
const COUNTS = {
  extracted: 'rows_extracted',
  read: 'rows_read',
  staged: 'rows_staged',
  duplicates: 'rows_duplicate',
  rejected: 'rows_rejected',
  loaded: 'rows_loaded',
} as const;

const digestOf = (rows: readonly unknown[][]): string =>
  createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);

/** Sums up a run from the warehouse's own audit row. @param run absent when the run failed: then there are no counts */
export const summarize = async (
  result: LocalRunResult,
  run: LoadedRun | undefined,
  warehouse: Warehouse,
): Promise<RunSummary> => {
  const { status, plan, seconds } = result;
  const questions = run && questionsOf(run);
  const { columns, rows } = questions ? await warehouse.query(...questions.audit) : { columns: [], rows: [] };
  const count = (name: string): number | null => {
    const value = rows[0]?.[columns.findIndex((column) => column.name === name)];
    return value === undefined || value === null ? null : Number(value);
  };
  return {
    runId: plan?.runId ?? null,
    status,
    error: status === 'FAILED' ? { name: result.error, message: result.cause } : null,
    rows: Object.fromEntries(
      Object.entries(COUNTS).map(([name, column]) => [name, count(column)]),
    ) as RunSummary['rows'],
    requests: count('requests'),
    seconds,
    factDigest: questions ? digestOf((await warehouse.query(...questions.factRows)).rows) : null,
  };
};
