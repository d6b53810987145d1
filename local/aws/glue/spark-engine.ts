import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endWithProcess } from '../../cli/process-end';
import { TaskError } from '../step-functions';
import type { EngineInput } from './duckdb-engine';

const ROOT = join(__dirname, '../../..');

/** Made by `local/setup/ensure-python.js`. */
const PYTHON = join(ROOT, '.venv/bin/python');

const environmentOf = ({ catalogFile, sinkDirectory }: EngineInput): NodeJS.ProcessEnv => ({
  ...process.env,
  OPENAQ_LOCAL_CATALOG: catalogFile,
  OPENAQ_LOCAL_SINK: sinkDirectory,
  // Nobody can end a child once they are killed: it looks itself.
  OPENAQ_LOCAL_PARENT: String(process.pid),
  // The folder that holds the package `awsglue`.
  PYTHONPATH: __dirname,
  PYTHONDONTWRITEBYTECODE: '1',
  PYSPARK_SUBMIT_ARGS: `--properties-file '${join(__dirname, 'spark-defaults.conf')}' pyspark-shell`,
  SPARK_LOCAL_IP: '127.0.0.1',
});

/** The error that the script logged, without the Java stack trace that Spark may append. */
const errorIn = (logFile: string): string => {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  const logged = lines.filter((line) => line.startsWith('{"timestamp"')).at(-1) ?? '{}';
  const { error, cause } = JSON.parse(logged) as { error?: string; cause?: string };
  if (error === undefined) return lines.slice(-5).join('\n');
  return `${error}: ${cause?.split('\n', 1)[0]}`;
};

const failed = (message: string) => new TaskError('SparkJobError', message);

/** The script of the transform, which DuckDB can stand in for. */
export const TRANSFORM_SCRIPT = 'openaq_to_redshift.py';

/**
 * Runs a Glue script itself on PySpark, with the stand-in for `awsglue` in this folder, and leaves the sink files. The
 * script gets its arguments on the command line, as in Glue; what it prints is in `spark.log` beside the sink.
 *
 * @throws TaskError `SparkJobError` with the script's error, or when the script ended without committing the job
 */
export const runOnSpark = async (
  input: EngineInput,
  given: Readonly<Record<string, string>>,
  script: string,
): Promise<void> => {
  if (!existsSync(PYTHON)) {
    throw failed(`${PYTHON} does not exist: run \`node local/setup/ensure-python.js\``);
  }
  const logFile = `${input.sinkDirectory}.spark.log`;
  const args = [join(ROOT, 'glue_jobs', script), ...Object.entries(given).flat()];
  const log = openSync(logFile, 'a');
  const child = spawn(PYTHON, args, { cwd: dirname(logFile), env: environmentOf(input), stdio: ['ignore', log, log] });
  endWithProcess(child);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw failed(errorIn(logFile));
  if (!existsSync(join(input.sinkDirectory, 'committed'))) {
    throw failed('The script ended without job.commit()');
  }
};
