import type { Warehouse } from '../warehouse/warehouse';
import { tablesOf } from './catalog';
import type { PastRun } from './past-runs';

/** A run as it is listed; null is what it did not come to, or what its version did not note. Times are UTC. */
export interface ListedRun {
  readonly run_id: string | null;
  readonly started_at: string;
  /** `passed`, `failed`, `running`, `interrupted`; `loaded` where the check has not spoken. */
  readonly status: string;
  readonly window_start: string | null;
  readonly window_end: string | null;
  readonly cities: string | null;
  readonly rows_loaded: number | null;
  readonly values_changed: number | null;
  readonly engine: string | null;
  readonly version: string | null;
  /** From its start, or its last redrive, to its end; of a run of an earlier version to its load. */
  readonly seconds: number | null;
  readonly fact_digest: string | null;
  /** What the check said, or why the run ended. */
  readonly reason: string | null;
}

/** A row of load_audit by column. A column that the warehouse's version lacks is undefined. */
export type AuditRow = Readonly<Record<string, unknown>>;

/** The audit of a warehouse; none where nothing was ever prepared. */
export const auditRows = async (warehouse: Warehouse): Promise<AuditRow[]> => {
  const { rows: tables } = await tablesOf(warehouse);
  const table = tables.find(([, name]) => name === 'load_audit');
  if (table === undefined) return [];
  const { columns, rows } = await warehouse.query(`select * from ${table[0]}.load_audit`);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
};

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** An instant as the warehouse writes it: without a zone, in UTC. */
const toTimestamp = (instant: string): string => instant.replace('T', ' ').replace('Z', '');

const toInstant = (timestamp: unknown): number => Date.parse(`${String(timestamp).replace(' ', 'T')}Z`);

const secondsBetween = (fromMs: number, toMs: number): number => Math.round((toMs - fromMs) / 100) / 10;

const ofAudit = (row: AuditRow, past: PastRun | undefined): ListedRun => {
  const failure = past?.failure ?? null;
  const seconds = past?.endedAt
    ? secondsBetween(Date.parse(past.startedAt), Date.parse(past.endedAt))
    : secondsBetween(toInstant(row['started_at']), toInstant(row['loaded_at']));
  return {
    run_id: textOf(row['run_id']),
    started_at: String(row['started_at']),
    status: failure === null ? String(row['status']) : 'failed',
    window_start: textOf(row['window_start']),
    window_end: textOf(row['window_end']),
    cities: textOf(row['cities']),
    rows_loaded: numberOf(row['rows_loaded']),
    values_changed: numberOf(row['values_changed']),
    engine: textOf(row['engine']) ?? past?.engine ?? null,
    version: textOf(row['version']),
    seconds,
    fact_digest: textOf(row['fact_digest']),
    reason: textOf(row['detail']) ?? failure?.sentence ?? null,
  };
};

/** A run that never loaded. */
const ofFolder = ({
  runId,
  startedAt,
  endedAt,
  isUnderWay,
  window,
  cities,
  engine,
  version,
  failure,
}: PastRun): ListedRun => ({
  run_id: runId,
  started_at: toTimestamp(startedAt),
  status: isUnderWay ? 'running' : endedAt === null ? 'interrupted' : failure === null ? 'passed' : 'failed',
  window_start: window && toTimestamp(window.start),
  window_end: window && toTimestamp(window.end),
  cities,
  rows_loaded: null,
  values_changed: null,
  engine,
  version,
  seconds: endedAt === null ? null : secondsBetween(Date.parse(startedAt), Date.parse(endedAt)),
  fact_digest: null,
  reason: failure && `${failure.error}: ${failure.sentence}`,
});

/** Every run of a folder, the newest first: those of the audit, and those that only the folder knows. */
export const listRuns = (audit: readonly AuditRow[], past: readonly PastRun[]): ListedRun[] => {
  const byId = new Map(past.flatMap((run): [string, PastRun][] => (run.runId === null ? [] : [[run.runId, run]])));
  const audited = new Set(audit.map((row) => row['run_id']));
  return [
    ...audit.map((row) => ofAudit(row, byId.get(String(row['run_id'])))),
    ...past.filter(({ runId }) => runId === null || !audited.has(runId)).map(ofFolder),
  ].sort((one, other) => (one.started_at < other.started_at ? 1 : -1));
};
