/**
 * Runs the laptop's engine and leaves every view as `<view>.parquet` in a folder, for test/glue_jobs, which compares them
 * with those of Spark. Reads its request as JSON from stdin.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOnDuckDb } from '../../local/aws/glue/duckdb-engine';
import { literal } from '../../local/warehouse/sql-text';
import { sqlFilesIn } from './sql-files';

interface Request {
  readonly catalogFile: string;
  readonly directory: string;
  /** As in Glue: `--run_id` and so on. */
  readonly arguments: Readonly<Record<string, string>>;
}

const request = JSON.parse(readFileSync(0, 'utf8')) as Request;
const input = { catalogFile: request.catalogFile, sinkDirectory: join(request.directory, 'sink') };

runOnDuckDb(input, request.arguments, async (connection) => {
  for (const { path } of sqlFilesIn('transform')) {
    const view = path.replace(/^transform\/\d\d_|\.sql$/g, '');
    const file = join(request.directory, `${view}.parquet`);
    await connection.run(`copy ${view} to ${literal(file)} (format parquet)`);
  }
}).catch((error: unknown) => {
  if ((error as Error).name === 'LostDatesError') return;
  console.error(error);
  process.exitCode = 1;
});
