import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps, InvocationContext } from '../../../lambdas/extract/handler';
import { toParquet } from '../../../lambdas/shared/adapters/parquet';
import { belongsToCity } from '../../../lambdas/shared/domain/city-assignment';
import { extractionSchema } from '../../../lambdas/shared/domain/extraction';
import { LAKE } from '../../../lambdas/shared/domain/lake';
import { toLocationRows } from '../../../lambdas/shared/domain/location-row';
import { citySegment, locationsKey, PREFIXES } from '../../../lambdas/shared/domain/object-keys';
import { parsePayload } from '../../../lambdas/shared/domain/parse';
import { type WorkItem, workItemSchema } from '../../../lambdas/shared/domain/work-item';
import type { LocalFolder } from '../../folder/folder';
import { runOnSpark } from './spark-engine';

/** The script that reads the archive. */
const SCRIPT = 'openaq_archive_to_lake.py';

/** Where the archive's files are, and what the job needs beside what Extract is made of. */
export interface ArchiveExtractOptions extends Deps {
  /** A folder that mirrors the keys of the bucket. */
  readonly archive: string;
  readonly folder: Pick<LocalFolder, 'catalog' | 'glue'>;
  /** The folder that stands in for the lake's bucket. */
  readonly bucketDirectory: string;
}

/** Lists the city's locations into the lake where it does not know them yet: the archive knows no city. @returns requests sent */
const ensureLocations = async (
  { openSource, store, now, bucketDirectory }: ArchiveExtractOptions,
  item: WorkItem,
  deadlineMs: number,
): Promise<number> => {
  const key = locationsKey(item.city.name);
  if (existsSync(join(bucketDirectory, key))) return 0;
  const source = await openSource({ minRequestIntervalMs: item.minRequestIntervalMs, deadlineMs });
  const locations = (await source.locations(item.city.boundingBox)).filter((each) => belongsToCity(each, item));
  const { rows } = toLocationRows(locations, item.city, new Date(now()).toISOString());
  await store.put(key, await toParquet(LAKE.locations.columns, rows));
  return source.counts.requests;
};

/** Runs the script for one work item and reads its counts. */
const runScript = async (options: ArchiveExtractOptions, { runId, city, window }: WorkItem): Promise<unknown> => {
  const { archive, folder, bucketDirectory, pollutants } = options;
  const sinkDirectory = join(folder.glue, `archive-${randomBytes(8).toString('hex')}`);
  mkdirSync(sinkDirectory, { recursive: true });
  await runOnSpark(
    { catalogFile: folder.catalog, sinkDirectory },
    {
      '--JOB_NAME': 'openaq_archive_to_lake',
      '--run_id': runId,
      '--window_start': window.start,
      '--window_end': window.end,
      '--cities': city.name,
      '--pollutants': pollutants.join(),
      '--archive_location': `${archive}/`,
      '--lake_location': `${bucketDirectory}/`,
    },
    SCRIPT,
  );
  rmSync(sinkDirectory, { recursive: true });
  const item = `${citySegment(city.name)}-${window.start.slice(0, 10)}`;
  return JSON.parse(readFileSync(join(bucketDirectory, PREFIXES.unfinished, runId, `${item}.json`), 'utf8'));
};

/**
 * Stands in for Extract where a run reads OpenAQ's archive: each work item is a run of the Spark script, which writes the same
 * objects. One after the other, since a Spark takes the whole of a small machine.
 */
export const makeArchiveExtract = (options: ArchiveExtractOptions) => {
  let free: Promise<unknown> = Promise.resolve();
  return async (event: unknown, context: InvocationContext) => {
    const item = parsePayload(workItemSchema, event, 'Extract payload');
    const requests = await ensureLocations(options, item, options.now() + context.getRemainingTimeInMillis());
    const running = free.then(() => runScript(options, item));
    free = running.catch(() => {});
    const extraction = { ...extractionSchema.parse(await running), requests };
    options.log.info('Extracted a work item from the archive', extraction);
    return { done: true, ...extraction };
  };
};
