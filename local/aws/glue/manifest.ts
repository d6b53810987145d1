import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { LAKE } from '../../../lambdas/shared/domain/lake';
import { TaskError } from '../step-functions';
import { literalList } from './duckdb';
import type { JobArguments } from './job-arguments';
import { dataFilesOf } from './parquet-files';

/**
 * Creates the view of the manifests from the manifests of the run's work items.
 *
 * @throws TaskError `MissingManifestError` when there are none: its extraction has not ended, or they have expired
 */
export const createManifest = async (connection: DuckDBConnection, job: JobArguments): Promise<void> => {
  const folder = join(job.manifestFolder, job.runId);
  const files = dataFilesOf(folder);
  if (files.length === 0) {
    throw new TaskError(
      'MissingManifestError',
      `${folder} holds no manifest of run ${job.runId}: extract the run again`,
    );
  }
  const { view, columns } = LAKE.manifests;
  await connection.run(
    `create temp table ${view} as select ${Object.keys(columns).join(', ')} from read_parquet(${literalList(files)})`,
  );
};

/**
 * Stops the job before it writes anything when the lake has lost what the run put there.
 *
 * @throws TaskError `LostDatesError` that names the first dates, as in the Glue script
 */
export const refuseLostDates = async (connection: DuckDBConnection): Promise<void> => {
  const lost = await connection.runAndReadAll(
    `select partition_city || ' ' || partition_date || ': ' || row_count || ' rows extracted, ' || own_rows || ' found'
     from lost_dates order by partition_city, partition_date`,
  );
  const dates = lost.getRowsJS().map(([text]) => String(text));
  if (dates.length === 0) return;
  const more = dates.length > 5 ? ` and ${dates.length - 5} more` : '';
  throw new TaskError(
    'LostDatesError',
    `The lake does not hold what this run extracted (${dates.slice(0, 5).join('; ')}${more}): the catalog lacks the partition, or the object was deleted or put back; start the run again`,
  );
};
