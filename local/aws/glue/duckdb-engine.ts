import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readCatalog } from './catalog';
import { literal, withDuckDb } from './duckdb';
import { createSource } from './duckdb-source';
import type { JobArguments } from './job-arguments';
import { createManifest, refuseLostDates } from './manifest';
import { prepareSink } from './sink';
import { SOURCE_TABLES } from './source-tables';

/** What an engine is given: where to read, what to run, and the folder to write into. */
export interface EngineInput {
  readonly catalogFile: string;
  readonly sqlDirectory: string;
  readonly sinkDirectory: string;
}

/** The tables that the job locks and writes, in order; the same as `OUTPUTS` in `glue_jobs/openaq_to_redshift.py`. */
export const OUTPUTS = [
  'stage_measurements',
  'stage_locations',
  'stage_location_days',
  'rejected_measurements',
  'stage_counts',
] as const;

/** `NN_<view>.sql` in name order: each is one SELECT that becomes the view. */
export const readTransform = (sqlDirectory: string): { view: string; sql: string }[] =>
  readdirSync(sqlDirectory)
    .filter((file) => /^\d\d_\w+\.sql$/.test(file))
    .sort()
    .map((file) => ({ view: file.slice(3, -'.sql'.length), sql: readFileSync(join(sqlDirectory, file), 'utf8') }));

const createRun = (connection: DuckDBConnection, job: JobArguments) =>
  connection.run(`create temp table run as
    select ${literal(job.runId)} as run_id,
      timestamp ${literal(job.windowStart.slice(0, 19))} as window_start,
      timestamp ${literal(job.windowEnd.slice(0, 19))} as window_end`);

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
 */
export const runOnDuckDb = async (input: EngineInput, job: JobArguments): Promise<void> => {
  await withDuckDb(async (connection) => {
    const catalog = readCatalog(input.catalogFile);
    for (const source of SOURCE_TABLES) await createSource(connection, catalog, source, job);
    await createManifest(connection, job);
    await createRun(connection, job);
    for (const { view, sql } of readTransform(input.sqlDirectory)) {
      await connection.run(`create temp table ${view} as ${sql}`);
    }
    await refuseLostDates(connection);
    await writeOutputs(connection, job, input.sinkDirectory);
  });
};
