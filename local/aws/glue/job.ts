import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JobRun, StartJobRunRequest } from '@aws-sdk/client-glue';
import * as z from 'zod';
import type { LocalFolder } from '../../folder/folder';
import type { Warehouse } from '../../warehouse/warehouse';
import type { TemplateResolver } from '../../workflow/template';
import { folderOf } from '../s3/folder-store';
import { type InStepFunctions, TaskError } from '../step-functions';
import { runOnDuckDb } from './duckdb-engine';
import { loadSink } from './sink';
import { runOnSpark, TRANSFORM_SCRIPT } from './spark-engine';

/** What runs the transform. */
export type Engine = 'duckdb' | 'spark';

/** A Glue job of the template, as far as a run of it needs. */
const glueJobSchema = z.object({
  Name: z.string(),
  Command: z.object({ ScriptLocation: z.string().transform((location) => basename(location)) }),
  DefaultArguments: z.record(z.string(), z.string()),
});

/** The Glue jobs of the template, their script by its name alone. @throws ZodError when one has another form */
export const glueJobsOf = (resolver: TemplateResolver): z.infer<typeof glueJobSchema>[] =>
  resolver.resources('AWS::Glue::Job').map(([, resource]) => glueJobSchema.parse(resolver.properties(resource)));

export interface LocalGlueJobOptions {
  /** @default - the transform */
  readonly script?: string;
  /** What runs the transform; another script is run on Spark. */
  readonly engine: Engine;
  /** Runs a script on Spark. @default - as it is */
  readonly spark?: typeof runOnSpark | undefined;
  /** A folder that mirrors the keys of OpenAQ's archive. @default - none, so no job can read it */
  readonly archive?: string | undefined;
  /** `glue` keeps the files of a run until they are in the warehouse; a failed run leaves them to be looked at. */
  readonly folder: Pick<LocalFolder, 'buckets' | 'catalog' | 'glue'>;
  /** The job's `DefaultArguments`; a run's own arguments win. */
  readonly defaultArguments: Readonly<Record<string, string>>;
  readonly warehouse: Warehouse;
}

/** Stands in for a Glue job and for the connector that writes its frames into Redshift. */
export class LocalGlueJob {
  constructor(private readonly options: LocalGlueJobOptions) {}

  /**
   * Runs the job to its end, as `glue:startJobRun.sync` does.
   * @throws TaskError `States.TaskFailed`; its message is the failed JobRun as a JSON string, as in AWS
   */
  async startJobRunSync({ JobName = '', Arguments }: InStepFunctions<StartJobRunRequest>) {
    const { script = TRANSFORM_SCRIPT, engine, spark = runOnSpark, folder, warehouse, defaultArguments } = this.options;
    const Id = `jr_${randomBytes(32).toString('hex')}`;
    const run = { Id, JobName, Arguments: { ...defaultArguments, ...Arguments } };
    const input = { catalogFile: folder.catalog, sinkDirectory: join(folder.glue, Id) };
    try {
      mkdirSync(input.sinkDirectory, { recursive: true });
      const given = this.withFolders(run.Arguments);
      const isOnDuckDb = engine === 'duckdb' && script === TRANSFORM_SCRIPT;
      await (isOnDuckDb ? runOnDuckDb(input, given) : spark(input, { '--JOB_NAME': JobName, ...given }, script));
      await loadSink(warehouse, input.sinkDirectory);
      rmSync(input.sinkDirectory, { recursive: true });
      return { ...run, JobRunState: 'SUCCEEDED' } satisfies InStepFunctions<JobRun>;
    } catch (error) {
      const ErrorMessage = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const failed = { ...run, JobRunState: 'FAILED', ErrorMessage } satisfies InStepFunctions<JobRun>;
      throw new TaskError('States.TaskFailed', JSON.stringify(failed), { cause: error });
    }
  }

  /** The arguments with the folders that stand in for places in S3: neither engine reads S3 here. */
  private withFolders(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const { archive, folder } = this.options;
    const inLake = Object.entries(given).filter(([name, value]) => IN_LAKE.includes(name) && value.startsWith('s3://'));
    return {
      ...given,
      ...Object.fromEntries(inLake.map(([name, value]) => [name, folderOf(folder.buckets, value)])),
      ...(archive !== undefined && '--archive_location' in given ? { '--archive_location': `${archive}/` } : {}),
    };
  }
}

/** Arguments that are places of the lake. */
const IN_LAKE = ['--manifest_location', '--lake_location'];
