import type { DuckDBConnection } from '@duckdb/node-api';
import { type Catalog, partitionsOf } from './catalog';
import { literal, literalList } from './duckdb';
import { GlueError } from './glue-error';
import type { JobArguments } from './job-arguments';
import { dataFilesOf, type Footer, firstLine, readFooters } from './parquet-files';
import type { SourceTable } from './source-tables';

/** Files of a partition that are not what the job reads; the message names each with what is wrong. */
export class MalformedPartitionError extends Error {
  override readonly name = 'MalformedPartitionError';

  constructor(table: string, mistakes: readonly string[]) {
    super(`${table} has ${mistakes.length} malformed file(s): ${mistakes.join('; ')}`);
  }
}

interface SourceFile {
  readonly file: string;
  readonly partition: Readonly<Record<string, string>>;
}

/** The job's push_down_predicate: the run's cities, and for a table with days the window's days. */
const isWanted = (partition: Readonly<Record<string, string>>, job: JobArguments): boolean => {
  const { partition_0: city = '', year, month, day } = partition;
  if (!job.citySegments.includes(city)) return false;
  if (day === undefined) return true;
  const midnight = `${year}-${month}-${day}T00:00:00Z`;
  return job.windowStart <= midnight && midnight < job.windowEnd;
};

const filesToRead = (catalog: Catalog, source: SourceTable, job: JobArguments): SourceFile[] => {
  const table = catalog.Databases[job.sourceDatabase]?.[source.table];
  if (table === undefined) {
    throw new GlueError(
      'Glue.EntityNotFoundException',
      `Table ${source.table} does not exist in database ${job.sourceDatabase}: the crawler has found no file for it yet`,
    );
  }
  return partitionsOf(table)
    .filter(({ values }) => isWanted(values, job))
    .flatMap(({ values, location }) => dataFilesOf(location).map((file) => ({ file, partition: values })));
};

/** DuckDB tells timestamps with and without UTC apart; either is a timestamp in UTC here. */
const sameType = (found: string, expected: string): boolean =>
  found === expected || (expected === 'TIMESTAMP' && found === 'TIMESTAMP WITH TIME ZONE');

const mistakesOf = (file: string, footer: Footer, source: SourceTable): string[] =>
  Object.entries(source.columns).flatMap(([name, expected]) => {
    const found = footer.columns.get(name);
    if (found === undefined) return [`${file}: column ${name} is missing`];
    return sameType(found, expected) ? [] : [`${file}: column ${name} is ${found}, expected ${expected}`];
  });

/** A file without rows is left out, as it would be by Spark: whatever its columns are, it cannot do harm. */
const checkedFiles = async (connection: DuckDBConnection, files: readonly SourceFile[], source: SourceTable) => {
  const { footers, unreadable } = await readFooters(
    connection,
    files.map(({ file }) => file),
  );
  const filled = files.filter(({ file }) => (footers.get(file)?.rows ?? 0) > 0);
  const mistakes = [
    ...unreadable.map(({ file, reason }) => `${file}: ${reason}`),
    ...[...footers].filter(([, { rows }]) => rows > 0).flatMap(([file, footer]) => mistakesOf(file, footer, source)),
  ];
  if (mistakes.length > 0) throw new MalformedPartitionError(source.table, mistakes);
  return filled;
};

const insertFiles = (connection: DuckDBConnection, files: readonly SourceFile[], source: SourceTable) => {
  const columns = Object.entries(source.columns).map(([name, type]) => `cast(files.${name} as ${type})`);
  const keys = source.partitionKeys.map((key) => `partitions.${key}`);
  const partitions = files.map(
    ({ file, partition }) =>
      `(${[file, ...source.partitionKeys.map((key) => partition[key] ?? '')].map(literal).join(', ')})`,
  );
  return connection.run(`
    insert into ${source.view}
    select ${[...columns, ...keys].join(', ')}
    from read_parquet(${literalList(files.map(({ file }) => file))},
      union_by_name = true, hive_partitioning = false, filename = 'source_file') as files
    join (values ${partitions.join(', ')}) as partitions(source_file, ${source.partitionKeys.join(', ')})
      using (source_file)`);
};

/** DuckDB does not name the file whose pages it cannot decode, so each is tried by itself. */
const findUndecodable = async (connection: DuckDBConnection, files: readonly SourceFile[], source: SourceTable) => {
  const mistakes: string[] = [];
  for (const file of files) {
    try {
      await insertFiles(connection, [file], source);
    } catch (error) {
      mistakes.push(`${file.file}: ${firstLine(error)}`);
    }
  }
  return mistakes;
};

/**
 * Creates the source's table in DuckDB from the window's partition files.
 *
 * @throws GlueError `Glue.EntityNotFoundException` when the catalog has no such table
 * @throws MalformedPartitionError that names every file that is not Parquet, lacks a column or has it in another type
 */
export const createSource = async (
  connection: DuckDBConnection,
  catalog: Catalog,
  source: SourceTable,
  job: JobArguments,
): Promise<void> => {
  const files = await checkedFiles(connection, filesToRead(catalog, source, job), source);
  const columns = [
    ...Object.entries(source.columns).map(([name, type]) => `${name} ${type}`),
    ...source.partitionKeys.map((key) => `${key} varchar`),
  ];
  await connection.run(`create temp table ${source.view} (${columns.join(', ')})`);
  if (files.length === 0) return;
  try {
    await insertFiles(connection, files, source);
  } catch (error) {
    const mistakes = await findUndecodable(connection, files, source);
    throw mistakes.length > 0 ? new MalformedPartitionError(source.table, mistakes) : error;
  }
};
