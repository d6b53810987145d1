import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Warehouse } from '../../warehouse/warehouse';
import { runOnDuckDb } from './duckdb-engine';
import { GlueError } from './glue-error';
import { parseJobArguments } from './job-arguments';
import { folderOf } from './manifest';
import { loadSink } from './sink';
import { runOnSpark } from './spark-engine';

/** What runs the transform. */
export type Engine = 'duckdb' | 'spark';

export interface LocalGlueJobOptions {
  readonly engine: Engine;
  readonly catalogFile: string;
  /** The folder of `sql/transform`. On Spark the script finds its own. */
  readonly sqlDirectory: string;
  /** Folder that holds one folder per bucket: what S3 locations among the arguments mean on the laptop. */
  readonly bucketsDirectory: string;
  /** The job's `DefaultArguments`; a run's own arguments win. */
  readonly defaultArguments: Readonly<Record<string, string>>;
  readonly warehouse: Warehouse;
  /** Where a run keeps its files until they are in the warehouse; a failed run leaves them there to be looked at. */
  readonly workDirectory: string;
  /** The Python that runs the script on Spark. @default - `.venv/bin/python` */
  readonly python?: string;
  /** @default - the system's clock */
  readonly now?: () => Date;
}

/** As Step Functions returns it from `glue:startJobRun.sync`: times are milliseconds since the epoch. */
export interface JobRun {
  readonly Id: string;
  readonly Attempt: number;
  readonly JobName: string;
  readonly JobRunState: 'SUCCEEDED' | 'FAILED';
  readonly Arguments: Readonly<Record<string, string>>;
  readonly StartedOn: number;
  readonly CompletedOn: number;
  /** Whole seconds. */
  readonly ExecutionTime: number;
  readonly ErrorMessage?: string;
}

/** Stands in for the Glue job `openaq_to_redshift` and for the connector that writes its frames into Redshift. */
export class LocalGlueJob {
  constructor(private readonly options: LocalGlueJobOptions) {}

  /**
   * Runs the job to its end, as `glue:startJobRun.sync` does.
   *
   * @throws GlueError `States.TaskFailed`; its message is the failed JobRun as a JSON string, as in AWS
   */
  async startJobRunSync(input: { JobName: string; Arguments?: Readonly<Record<string, string>> }): Promise<JobRun> {
    const { now = () => new Date() } = this.options;
    const run = {
      Id: `jr_${randomBytes(32).toString('hex')}`,
      Attempt: 0,
      JobName: input.JobName,
      Arguments: { ...this.options.defaultArguments, ...input.Arguments },
      StartedOn: now().getTime(),
    };
    const end = () => {
      const CompletedOn = now().getTime();
      return { CompletedOn, ExecutionTime: Math.round((CompletedOn - run.StartedOn) / 1000) };
    };
    try {
      await this.execute(run);
      return { ...run, JobRunState: 'SUCCEEDED', ...end() };
    } catch (error) {
      const ErrorMessage = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const failed: JobRun = { ...run, JobRunState: 'FAILED', ...end(), ErrorMessage };
      throw new GlueError('States.TaskFailed', JSON.stringify(failed), { cause: error });
    }
  }

  private async execute(run: Pick<JobRun, 'Id' | 'JobName' | 'Arguments'>): Promise<void> {
    const { warehouse, workDirectory } = this.options;
    const sinkDirectory = join(workDirectory, run.Id);
    mkdirSync(sinkDirectory, { recursive: true });
    await this.transform(run, sinkDirectory);
    await loadSink(warehouse, sinkDirectory);
    rmSync(sinkDirectory, { recursive: true });
  }

  private transform({ JobName, Arguments }: Pick<JobRun, 'JobName' | 'Arguments'>, sinkDirectory: string) {
    const { engine, catalogFile, sqlDirectory, python } = this.options;
    const given = this.withFolders(Arguments);
    return engine === 'duckdb'
      ? runOnDuckDb({ catalogFile, sqlDirectory, sinkDirectory }, parseJobArguments(given))
      : runOnSpark({ catalogFile, sinkDirectory, ...(python === undefined ? {} : { python }) }, JobName, given);
  }

  /** The arguments with the folder that stands in for the place of the manifests: neither engine reads S3 here. */
  private withFolders(given: JobRun['Arguments']): JobRun['Arguments'] {
    const location = given['--manifest_location'];
    return location?.startsWith('s3://')
      ? { ...given, '--manifest_location': folderOf(this.options.bucketsDirectory, location) }
      : given;
  }
}
