import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JobRun, StartJobRunRequest } from '@aws-sdk/client-glue';
import type { LocalFolder } from '../../folder/folder';
import type { Warehouse } from '../../warehouse/warehouse';
import { folderOf } from '../s3/folder-store';
import { type InStepFunctions, TaskError } from '../step-functions';
import { runOnDuckDb } from './duckdb-engine';
import { loadSink } from './sink';
import { runOnSpark } from './spark-engine';

/** What runs the transform. */
export type Engine = 'duckdb' | 'spark';

export interface LocalGlueJobOptions {
  readonly engine: Engine;
  /** `glue` keeps the files of a run until they are in the warehouse; a failed run leaves them to be looked at. */
  readonly folder: Pick<LocalFolder, 'buckets' | 'catalog' | 'glue'>;
  /** The job's `DefaultArguments`; a run's own arguments win. */
  readonly defaultArguments: Readonly<Record<string, string>>;
  readonly warehouse: Warehouse;
}

/** Stands in for the Glue job `openaq_to_redshift` and for the connector that writes its frames into Redshift. */
export class LocalGlueJob {
  constructor(private readonly options: LocalGlueJobOptions) {}

  /**
   * Runs the job to its end, as `glue:startJobRun.sync` does.
   * @throws TaskError `States.TaskFailed`; its message is the failed JobRun as a JSON string, as in AWS
   */
  async startJobRunSync({ JobName = '', Arguments }: InStepFunctions<StartJobRunRequest>) {
    const { engine, folder, warehouse, defaultArguments } = this.options;
    const Id = `jr_${randomBytes(32).toString('hex')}`;
    const run = { Id, JobName, Arguments: { ...defaultArguments, ...Arguments } };
    const input = { catalogFile: folder.catalog, sinkDirectory: join(folder.glue, Id) };
    try {
      mkdirSync(input.sinkDirectory, { recursive: true });
      const given = withFolder(folder.buckets, run.Arguments);
      await (engine === 'duckdb' ? runOnDuckDb(input, given) : runOnSpark(input, { '--JOB_NAME': JobName, ...given }));
      await loadSink(warehouse, input.sinkDirectory);
      rmSync(input.sinkDirectory, { recursive: true });
      return { ...run, JobRunState: 'SUCCEEDED' } satisfies InStepFunctions<JobRun>;
    } catch (error) {
      const ErrorMessage = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const failed = { ...run, JobRunState: 'FAILED', ErrorMessage } satisfies InStepFunctions<JobRun>;
      throw new TaskError('States.TaskFailed', JSON.stringify(failed), { cause: error });
    }
  }
}

/** The arguments with the folder that stands in for the place of the manifests: neither engine reads S3 here. */
const withFolder = (buckets: string, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const { '--manifest_location': location = '' } = given;
  return location.startsWith('s3://') ? { ...given, '--manifest_location': folderOf(buckets, location) } : given;
};
