import type { DuckDBConnection } from '@duckdb/node-api';
import { type ColumnType, columnsOf, type LakeTable } from '../../../lambdas/shared/domain/lake';
import { literal } from '../../warehouse/sql-text';
import { TaskError } from '../step-functions';
import type { Catalog, CatalogTable } from './catalog';
import { literalList } from './duckdb';
import type { JobArguments } from './job-arguments';
import { dataFilesOf, type Footer, readFooters } from './parquet-files';

/** Files of a partition that are not what the job reads; the message names each with what is wrong. */
const malformed = (table: string, mistakes: readonly string[]) =>
  new TaskError('MalformedPartitionError', `${table} has ${mistakes.length} malformed file(s): ${mistakes.join('; ')}`);

const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  double: 'DOUBLE',
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP',
};

/** The columns of a table's files, in DuckDB's type names; files of earlier versions may lack the optional ones. */
const typedColumns = ({ columns }: LakeTable) =>
  columnsOf(columns).map(({ name, type, optional = false }) => ({ name, type: DUCKDB_TYPES[type], optional }));

/** The statement that creates a table's view as an empty table. */
export const createStatement = (source: LakeTable): string => {
  const columns = typedColumns(source).map(({ name, type }) => `${name} ${type}`);
  return `create temp table ${source.view} (${[...columns, ...source.partitions.map((key) => `${key} varchar`)].join(', ')})`;
};

/** Values of the partition columns by name. */
type Partition = Readonly<Record<string, string>>;

/** The job's push_down_predicate: the run's cities, and for a table with days the window's days. */
const isWanted = ({ partition_0: city = '', year, month, day }: Partition, job: JobArguments): boolean => {
  if (!job.citySegments.includes(city)) return false;
  if (day === undefined) return true;
  const midnight = `${year}-${month}-${day}T00:00:00Z`;
  return job.windowStart <= midnight && midnight < job.windowEnd;
};

const tableOf = (catalog: Catalog, source: LakeTable, job: JobArguments): CatalogTable => {
  const table = catalog.Databases[job.sourceDatabase]?.[source.table];
  if (table === undefined) {
    throw new TaskError(
      'Glue.EntityNotFoundException',
      `Table ${source.table} does not exist in database ${job.sourceDatabase}: the crawler has found no file for it yet`,
    );
  }
  return table;
};

/** The files of the partitions that the job reads, each with its partition. */
const filesToRead = (table: CatalogTable, job: JobArguments): Map<string, Partition> => {
  const files = table.Partitions.flatMap(({ Values, StorageDescriptor }) => {
    const partition = Object.fromEntries(table.PartitionKeys.map(({ Name }, at) => [Name, Values[at] ?? '']));
    if (!isWanted(partition, job)) return [];
    return dataFilesOf(StorageDescriptor.Location).map((file): [string, Partition] => [file, partition]);
  });
  return new Map(files);
};

const mistakesOf = (file: string, footer: Footer, source: LakeTable): string[] =>
  typedColumns(source).flatMap(({ name, type, optional }) => {
    const found = footer.columns.get(name);
    if (found === undefined) return optional ? [] : [`${file}: column ${name} is missing`];
    return found === type ? [] : [`${file}: column ${name} is ${found}, expected ${type}`];
  });

type FileFooter = readonly [file: string, footer: Footer];

/** A file without rows is left out, as it would be by Spark: whatever its columns are, it cannot do harm. */
const checkedFiles = async (files: readonly string[], source: LakeTable): Promise<FileFooter[]> => {
  const { footers, unreadable } = await readFooters(files);
  const filled = [...footers].filter(([, { rows }]) => rows > 0);
  const mistakes = [...unreadable, ...filled.flatMap(([file, footer]) => mistakesOf(file, footer, source))];
  if (mistakes.length > 0) throw malformed(source.table, mistakes);
  return filled;
};

/** Stops the job where a file has an optional column that the catalog's table does not, as the Glue script does. */
const refuseStaleTable = (
  { Name, StorageDescriptor }: CatalogTable,
  source: LakeTable,
  files: readonly FileFooter[],
) => {
  const known = new Set(StorageDescriptor.Columns.map((column) => column.Name));
  for (const { name, optional } of typedColumns(source)) {
    const file = optional && !known.has(name) ? files.find(([, { columns }]) => columns.has(name))?.[0] : undefined;
    if (file === undefined) continue;
    throw new TaskError(
      'StaleTableError',
      `Table ${Name} of the catalog lacks column ${name}, which ${file} has: crawl everything once (docs/runbook.md, "The catalog lacks a column"), then redrive the run`,
    );
  }
};

/**
 * Does something with all files at once. DuckDB does not name the file that it cannot read, so when that fails, each is
 * tried by itself.
 *
 * @returns for each bad file its name and the reason: the first line, since DuckDB appends a stack trace to some
 */
const badFilesOf = async (
  files: readonly string[],
  work: (files: readonly string[]) => Promise<void>,
): Promise<string[]> => {
  const mistakes: string[] = [];
  if (files.length === 0) return mistakes;
  try {
    await work(files);
  } catch (error) {
    for (const file of files) {
      await work([file]).catch((reason: Error) => mistakes.push(`${file}: ${reason.message.split('\n', 1)[0]}`));
    }
    if (mistakes.length === 0) throw error;
  }
  return mistakes;
};

/**
 * Creates the source's table in DuckDB from the window's partition files.
 *
 * @throws TaskError `Glue.EntityNotFoundException` when the catalog has no such table
 * @throws TaskError `MalformedPartitionError` that names every file that is not Parquet, lacks a column or has it in another type
 * @throws TaskError `StaleTableError` when the catalog's table lacks an optional column that a file has
 */
export const createSource = async (
  connection: DuckDBConnection,
  catalog: Catalog,
  source: LakeTable,
  job: JobArguments,
): Promise<void> => {
  const table = tableOf(catalog, source, job);
  const partitions = filesToRead(table, job);
  const footers = await checkedFiles([...partitions.keys()], source);
  refuseStaleTable(table, source, footers);
  const files = footers.map(([file]) => file);
  const found = new Set(footers.flatMap(([, { columns }]) => [...columns.keys()]));
  const selected = [
    ...typedColumns(source).map(({ name, type }) => `cast(${found.has(name) ? `files.${name}` : 'null'} as ${type})`),
    ...source.partitions.map((key) => `partitions.${key}`),
  ];
  await connection.run(createStatement(source));
  const undecodable = await badFilesOf(files, async (some) => {
    const values = some.map((file) => [file, ...source.partitions.map((key) => partitions.get(file)?.[key] ?? '')]);
    await connection.run(`
      insert into ${source.view}
      select ${selected.join(', ')}
      from read_parquet(${literalList(some)},
        union_by_name = true, hive_partitioning = false, filename = 'source_file') as files
      join (values ${values.map((row) => `(${row.map(literal).join(', ')})`).join(', ')})
        as partitions(source_file, ${source.partitions.join(', ')}) using (source_file)`);
  });
  if (undecodable.length > 0) throw malformed(source.table, undecodable);
};
