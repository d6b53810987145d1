import type { Warehouse } from '../../local/warehouse/warehouse';
import { statementsIn } from './sql-files';

/** A staged measurement; what a test does not say is null. */
export interface StagedMeasurement {
  readonly locationId: number;
  /** UTC, such as `2024-01-15 07:00:00`. */
  readonly hour: string;
  readonly pm25?: number | null;
}

export interface StagedLocation {
  readonly locationId: number;
  readonly name: string;
}

/** What the Glue job would leave for a run, with counts that reconcile unless a test breaks them. */
export interface Run {
  readonly runId: string;
  readonly measurements?: readonly StagedMeasurement[];
  readonly locations?: readonly StagedLocation[];
  /** City segment, date and reason of each refused row. */
  readonly rejected?: readonly (readonly [city: string, date: string, reason: string])[];
  readonly extractedAt?: string;
  readonly cities?: string;
  readonly window?: { readonly start: string; readonly end: string };
  readonly counts?: Partial<Record<'extracted' | 'read' | 'staged' | 'duplicate' | 'rejected', number>>;
}

const EXTRACTED_AT = '2024-01-18 00:05:00';
const WINDOW = { start: '2024-01-15T00:00:00Z', end: '2024-01-18T00:00:00Z' };

const ownRows = (table: string, { runId }: Run): string => `delete from openaq.${table} where run_id = '${runId}'`;

const countsOf = ({ measurements = [], rejected = [], counts = {} }: Run) => {
  const { staged = measurements.length, duplicate = 0, rejected: refused = rejected.length } = counts;
  const { read = staged + duplicate + refused } = counts;
  return { staged, duplicate, rejected: refused, read, extracted: counts.extracted ?? read };
};

/** Writes what the Glue job would write, table by table, each with its own preaction. */
export const stage = async (warehouse: Warehouse, run: Run): Promise<void> => {
  const { runId, extractedAt = EXTRACTED_AT } = run;
  const { read, staged, duplicate, rejected } = countsOf(run);
  await warehouse.write(
    'openaq.stage_measurements',
    ['location_id', 'measurement_datetime', 'pm25', 'city', 'country', 'extracted_at', 'run_id'],
    (run.measurements ?? []).map(({ locationId, hour, pm25 = null }) => [
      locationId,
      hour,
      pm25,
      'Hanoi',
      'VN',
      extractedAt,
      runId,
    ]),
    [ownRows('stage_measurements', run)],
  );
  await warehouse.write(
    'openaq.stage_locations',
    ['location_id', 'location_name', 'city', 'country', 'is_active', 'extracted_at', 'run_id'],
    (run.locations ?? []).map(({ locationId, name }) => [locationId, name, 'Hanoi', 'VN', true, extractedAt, runId]),
    [ownRows('stage_locations', run)],
  );
  await warehouse.write(
    'openaq.rejected_measurements',
    ['run_id', 'reason', 'partition_city', 'partition_date', 'extracted_at'],
    (run.rejected ?? []).map(([city, date, reason]) => [runId, reason, city, date, extractedAt]),
    [ownRows('rejected_measurements', run)],
  );
  await warehouse.write(
    'openaq.stage_counts',
    ['run_id', 'rows_read', 'rows_staged', 'rows_duplicate', 'rows_rejected', 'locations_staged'],
    [[runId, read, staged, duplicate, rejected, run.locations?.length ?? 0]],
    [ownRows('stage_counts', run)],
  );
};

/** The statements of the load with the values of a run in them, as the state machine renders them. */
export const loadStatements = (run: Run): string[] => {
  const { start, end } = run.window ?? WINDOW;
  const values: Readonly<Record<string, string>> = {
    run_id: run.runId,
    window_start: start,
    window_end: end,
    cities: run.cities ?? 'Hanoi,Ho Chi Minh City',
    started_at: '2024-01-18T00:01:02.345Z',
    rows_extracted: String(countsOf(run).extracted),
    values_nulled: '7',
    requests: '12',
  };
  return statementsIn('load').map((sql) => sql.replace(/:([a-z_]+)/g, (_, name: string) => `'${values[name]}'`));
};

/** Loads what is staged for a run, as one transaction. */
export const load = async (warehouse: Warehouse, run: Run): Promise<void> => {
  await warehouse.transaction(loadStatements(run));
};

/** Stages and loads a run. */
export const stageAndLoad = async (warehouse: Warehouse, run: Run): Promise<void> => {
  await stage(warehouse, run);
  await load(warehouse, run);
};
