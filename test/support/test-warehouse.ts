import { openWarehouse, type Warehouse } from '../../local/warehouse/warehouse';
import { openPostgresWarehouse } from './postgres-warehouse';
import { statementsIn } from './sql-files';
import { temporaryDirectory } from './temporary-directory';

/**
 * One warehouse for a whole test file, opened before its first test. Set OPENAQ_TEST_POSTGRES_URL, and run with
 * `--runInBand`, to take an empty database of a real PostgreSQL instead of PGlite.
 */
export const useWarehouse = (): (() => Warehouse) => {
  const url = process.env['OPENAQ_TEST_POSTGRES_URL'];
  const directory = temporaryDirectory();
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = url === undefined ? await openWarehouse(directory) : openPostgresWarehouse(url);
    await warehouse.transaction(['drop schema if exists openaq cascade']);
    await warehouse.transaction(statementsIn('schema'));
  });
  afterAll(() => warehouse?.close());
  return () => warehouse;
};

const TABLES = [
  'fact_measurements',
  'dim_locations',
  'stage_measurements',
  'stage_locations',
  'stage_location_days',
  'stage_counts',
  'rejected_measurements',
  'load_audit',
  'location_days',
] as const;

type TableName = (typeof TABLES)[number];

/** Empties every table. */
export const emptyWarehouse = async (warehouse: Warehouse): Promise<void> => {
  await warehouse.transaction(TABLES.map((table) => `delete from openaq.${table}`));
};

/** The rows of a table or a view as objects, ordered by all their columns. */
export const rowsOf = async (
  warehouse: Warehouse,
  table: TableName | 'flagged_values',
  columns = '*',
): Promise<Record<string, unknown>[]> => {
  const result = await warehouse.query(`select ${columns} from openaq.${table}`);
  return result.rows
    .map((row) => Object.fromEntries(result.columns.map(({ name }, index) => [name, row[index]])))
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
};

/** Every row of every table. */
export const snapshotOf = async (warehouse: Warehouse): Promise<Record<string, unknown>> => {
  const contents: Record<string, unknown> = {};
  for (const table of TABLES) contents[table] = await rowsOf(warehouse, table);
  return contents;
};
