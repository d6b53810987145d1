import type { Warehouse } from '../../local/warehouse/warehouse';
import { statementsIn } from './sql-files';

/** A staged measurement; what a test does not say is null. */
export interface StagedMeasurement {
  readonly locationId: number;
  /** UTC, such as `2024-01-15 07:00:00`. */
  readonly hour: string;
  readonly pm25?: number | null;
  /** What is known against its values. */
  readonly flags?: string;
}

/** A location and a UTC date that an answer covers. */
export type LocationDay = readonly [locationId: number, date: string];

/** A refused row: city segment, date, reason, its location, 1 unless said, and what else of it matters. */
type Rejected = readonly [
  city: string,
  date: string,
  reason: string,
  locationId?: number | null,
  known?: { readonly hour: string; readonly flags: string },
];

interface StagedLocation {
  readonly locationId: number;
  readonly name: string;
  /** What is known of the source; columns by name. @default - nothing */
  readonly source?: Readonly<Record<string, string | boolean>>;
}

const SOURCE_COLUMNS = ['provider', 'owner', 'is_monitor', 'time_zone', 'licenses', 'attribution'] as const;

/** What the Glue job would leave for a run, with counts that reconcile unless a test breaks them. */
export interface Run {
  readonly runId: string;
  readonly measurements?: readonly StagedMeasurement[];
  readonly locations?: readonly StagedLocation[];
  readonly rejected?: readonly Rejected[];
  /** What the answer covers. @default - the location-days of the measurements and the rejected rows */
  readonly days?: readonly LocationDay[];
  readonly extractedAt?: string;
  readonly counts?: Partial<
    Record<'extracted' | 'read' | 'staged' | 'duplicate' | 'rejected' | 'superseded' | 'adopted', number>
  >;
}

const EXTRACTED_AT = '2024-01-18 00:05:00';

const ownRows = (table: string, { runId }: Run): string => `delete from openaq.${table} where run_id = '${runId}'`;

const countsOf = ({ measurements = [], rejected = [], counts = {} }: Run) => {
  const { staged = measurements.length, duplicate = 0, rejected: refused = rejected.length } = counts;
  const { read = staged + duplicate + refused, superseded = 0, adopted = 0 } = counts;
  return { staged, duplicate, rejected: refused, read, superseded, adopted, extracted: counts.extracted ?? read };
};

const daysOf = ({ measurements = [], rejected = [], days }: Run): readonly LocationDay[] => {
  const covered: LocationDay[] = [
    ...measurements.map(({ locationId, hour }): LocationDay => [locationId, hour.slice(0, 10)]),
    ...rejected.flatMap(([, date, , id = 1]): LocationDay[] => (id === null ? [] : [[id, date]])),
  ];
  const unique = new Map(covered.map((day) => [day.join(' '), day]));
  return days ?? [...unique.values()];
};

/** The locations of the measurements, unless the run says others: every fact's location is known. */
const locationsOf = ({ measurements = [], locations }: Run): readonly StagedLocation[] =>
  locations ??
  [...new Set(measurements.map(({ locationId }) => locationId))].map((locationId) => ({
    locationId,
    name: `Location ${locationId}`,
  }));

/** Writes what the Glue job would write, table by table, each with its own preaction. */
export const stage = async (warehouse: Warehouse, run: Run): Promise<void> => {
  const { runId, extractedAt = EXTRACTED_AT } = run;
  const { read, staged, duplicate, rejected, superseded, adopted } = countsOf(run);
  const locations = locationsOf(run);
  await warehouse.write(
    'openaq.stage_measurements',
    ['location_id', 'measurement_datetime', 'pm25', 'city', 'country', 'extracted_at', 'run_id', 'quality_flags'],
    (run.measurements ?? []).map(({ locationId, hour, pm25 = null, flags = null }) => [
      locationId,
      hour,
      pm25,
      'Hanoi',
      'VN',
      extractedAt,
      runId,
      flags,
    ]),
    [ownRows('stage_measurements', run)],
  );
  await warehouse.write(
    'openaq.stage_locations',
    ['location_id', 'location_name', 'city', 'country', 'is_active', 'extracted_at', 'run_id', ...SOURCE_COLUMNS],
    locations.map(({ locationId, name, source = {} }) => [
      ...[locationId, name, 'Hanoi', 'VN', true, extractedAt, runId],
      ...SOURCE_COLUMNS.map((column) => source[column] ?? null),
    ]),
    [ownRows('stage_locations', run)],
  );
  await warehouse.write(
    'openaq.stage_location_days',
    ['location_id', 'measurement_date', 'extracted_at', 'run_id'],
    daysOf(run).map(([locationId, date]) => [locationId, date, extractedAt, runId]),
    [ownRows('stage_location_days', run)],
  );
  await warehouse.write(
    'openaq.rejected_measurements',
    [
      ...['run_id', 'reason', 'partition_city', 'partition_date', 'location_id', 'extracted_at'],
      ...['city', 'measurement_datetime', 'quality_flags'],
    ],
    (run.rejected ?? []).map(([city, date, reason, locationId = 1, known]) => [
      ...[runId, reason, city, date, locationId, extractedAt],
      ...[city.replaceAll('_', ' '), known?.hour ?? null, known?.flags ?? null],
    ]),
    [ownRows('rejected_measurements', run)],
  );
  await warehouse.write(
    'openaq.stage_counts',
    [
      'run_id',
      'rows_read',
      'rows_staged',
      'rows_duplicate',
      'rows_rejected',
      'locations_staged',
      'rows_superseded',
      'rows_adopted',
    ],
    [[runId, read, staged, duplicate, rejected, locations.length, superseded, adopted]],
    [ownRows('stage_counts', run)],
  );
};

/** The statements of the load with the values of a run in them, as the state machine renders them. */
export const loadStatements = (run: Run): string[] => {
  const values: Readonly<Record<string, string>> = {
    run_id: run.runId,
    window_start: '2024-01-15T00:00:00Z',
    window_end: '2024-01-18T00:00:00Z',
    cities: 'Hanoi,Ho Chi Minh City',
    started_at: '2024-01-18T00:01:02.345Z',
    rows_extracted: String(countsOf(run).extracted),
    values_missing: '3',
    values_nulled: '7',
    requests: '12',
    cities_without_data: '',
    version: '1.2.3',
  };
  return statementsWith('load', values);
};

/** The statements of a folder with values in place of their placeholders, each as an SQL string. */
export const statementsWith = (folder: string, values: Readonly<Record<string, string>>): string[] =>
  statementsIn(folder).map((sql) => sql.replace(/:([a-z_]+)/g, (_, name: string) => `'${values[name]}'`));

/** The statements of the check with the values of a run in them, as the state machine renders them. */
export const checkStatements = (runId: string, minExpectedRows: string): string[] =>
  statementsWith('checks', { run_id: runId, min_expected_rows: minExpectedRows });

/** Loads what is staged for a run, as one transaction. */
export const load = async (warehouse: Warehouse, run: Run): Promise<void> => {
  await warehouse.transaction(loadStatements(run));
};

/** Stages and loads a run. */
export const stageAndLoad = async (warehouse: Warehouse, run: Run): Promise<void> => {
  await stage(warehouse, run);
  await load(warehouse, run);
};
