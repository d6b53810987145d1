import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeHandler } from '../../lambdas/extract/handler';
import type { OpenAqClientOptions } from '../../lambdas/shared/adapters/openaq/client';
import type { City } from '../../lambdas/shared/domain/city';
import type { Extraction } from '../../lambdas/shared/domain/extraction';
import { createFolderStore } from '../../local/aws/s3/folder-store';
import { HANOI } from './air-quality';
import { openClient } from './openaq-client';
import { readParquetFiles } from './parquet';
import { createVirtualClock } from './virtual-clock';

/** Two days of Hanoi. */
export const EXTRACTED_WINDOW = { start: '2024-01-15T00:00:00Z', end: '2024-01-17T00:00:00Z' };

/** How the workflow would see Extract end, over all invocations that the work item took. */
export interface ExtractOutcome {
  /** Absent when it threw. */
  readonly extraction?: Extraction;
  readonly error?: Error;
  readonly logged: readonly unknown[];
  readonly sleeps: readonly number[];
}

type Row = Readonly<Record<string, unknown>>;

const withoutInstant = ({ extracted_at: _, ...row }: Row): Row => row;

/** A folder for the bucket, and the real handler over it, its client on a virtual clock with half of every jitter. */
export const extractInto = (folder: string) => ({
  /** Runs one work item as the workflow does, at most five invocations of it. */
  extract: async (
    apiUrl: string,
    options: Partial<OpenAqClientOptions> = {},
    item: { readonly city?: City; readonly window?: { start: string; end: string } } = {},
  ): Promise<ExtractOutcome> => {
    const { now, sleep, sleeps } = createVirtualClock();
    const logged: unknown[] = [];
    const note = (message: string, fields: Record<string, unknown>) => void logged.push({ message, ...fields });
    const log = { info: note, warn: note };
    const handler = makeHandler({
      pollutants: ['pm25', 'o3'],
      openSource: async (limits) => openClient(apiUrl, { now, sleep, log, ...limits, ...options }).client,
      store: createFolderStore(folder),
      now,
      log,
    });
    let payload: unknown = { runId: 'run-1', city: HANOI, window: EXTRACTED_WINDOW, minRequestIntervalMs: 0, ...item };
    try {
      for (let round = 0; round < 5; round += 1) {
        const result = await handler(payload, { getRemainingTimeInMillis: () => 900_000 });
        const { done, ...rest } = result;
        if (result.done) return { extraction: rest as Extraction, logged, sleeps };
        payload = rest;
      }
      throw new Error('The work item was not done in five invocations');
    } catch (error) {
      return { error: error as Error, logged, sleeps };
    }
  },
  /** What is in the lake, read back by DuckDB: hours by location and time, locations by id; without their instant. */
  rows: async (): Promise<Row[]> =>
    (await readParquetFiles(join(folder, 'airquality/**/*.parquet'), 'location_id, measurement_datetime')).map(
      withoutInstant,
    ),
  locations: async (): Promise<Row[]> =>
    (await readParquetFiles(join(folder, 'locations/**/*.parquet'), 'location_id')).map(withoutInstant),
  empty: (): void => rmSync(folder, { recursive: true, force: true }),
});
