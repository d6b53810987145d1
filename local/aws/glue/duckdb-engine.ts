import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { LAKE, OUTPUTS } from '../../../lambdas/shared/domain/lake';
import { literal } from '../../warehouse/sql-text';
import { readCatalog } from './catalog';
import { withDuckDb } from './duckdb';
import { createSource } from './duckdb-source';
import { type JobArguments, parseJobArguments } from './job-arguments';
import { createManifest, refuseLostDates } from './manifest';
import { prepareSink } from './sink';

/** What an engine is given: where to read, and the folder to write into. */
export interface EngineInput {
  readonly catalogFile: string;
  readonly sinkDirectory: string;
}

const SQL = join(__dirname, '../../../sql/transform');

/** Runs the files of `sql/transform` in order, `NN_<view>.sql` as the table of its name. Expects the source tables. */
export const runTransform = async (
  connection: DuckDBConnection,
  run: Pick<JobArguments, 'runId' | 'windowStart' | 'windowEnd'>,
): Promise<void> => {
  await connection.run(`create temp table run as
    select ${literal(run.runId)} as run_id,
      timestamp ${literal(run.windowStart.slice(0, 19))} as window_start,
      timestamp ${literal(run.windowEnd.slice(0, 19))} as window_end,
      'duckdb ' || ltrim(version(), 'v') as engine`);
  for (const file of readdirSync(SQL).sort()) {
    const [, view] = /^\d\d_(\w+)\.sql$/.exec(file) ?? [];
    if (view !== undefined)
      await connection.run(`create temp table ${view} as ${readFileSync(join(SQL, file), 'utf8')}`);
  }
};

const countRows = async (connection: DuckDBConnection, table: string): Promise<number> =>
  Number((await connection.runAndReadAll(`select count(*) from ${table}`)).getRowsJS()[0]?.[0]);

const writeOutputs = async (connection: DuckDBConnection, job: JobArguments, sinkDirectory: string) => {
  const deletes: string[] = [];
  for (const [index, table] of OUTPUTS.entries()) {
    const dbtable = `${job.targetSchema}.${table}`;
    deletes.push(`lock table ${dbtable};`, `delete from ${dbtable} where run_id = '${job.runId}';`);
    // A table without rows is not written; its delete goes along with the next write. `stage_counts` always has its row.
    if ((await countRows(connection, table)) === 0) continue;
    const folder = prepareSink(sinkDirectory, index + 1, { dbtable, preactions: deletes.splice(0).join(' ') });
    await connection.run(`copy ${table} to ${literal(join(folder, 'part.parquet'))} (format parquet)`);
  }
};

/**
 * Runs the files of `sql/transform` in DuckDB over the catalog's partitions and writes the sink files. Nothing is written
 * when anything fails.
 *
 * @param look is shown the views before anything is written
 */
export const runOnDuckDb = async (
  { catalogFile, sinkDirectory }: EngineInput,
  given: Readonly<Record<string, string>>,
  look?: (connection: DuckDBConnection) => Promise<unknown>,
): Promise<void> => {
  const job = parseJobArguments(given);
  const catalog = readCatalog(catalogFile);
  await withDuckDb(async (connection) => {
    for (const source of [LAKE.measurements, LAKE.locations]) await createSource(connection, catalog, source, job);
    await createManifest(connection, job);
    await runTransform(connection, job);
    await look?.(connection);
    await refuseLostDates(connection);
    await writeOutputs(connection, job, sinkDirectory);
  });
};
