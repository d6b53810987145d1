import { setTimeout as sleep } from 'node:timers/promises';
import { makeHandler } from '../../lambdas/extract/handler';
import { createOpenAqClient } from '../../lambdas/shared/adapters/openaq/client';
import type { City } from '../../lambdas/shared/domain/city';
import { extractionKey } from '../../lambdas/shared/domain/object-keys';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import type { runOnSpark } from '../../local/aws/glue/spark-engine';
import { createFolderStore } from '../../local/aws/s3/folder-store';

const log = { info: () => {}, warn: () => {} };

/**
 * A fake of `openaq_archive_to_lake.py` for tests of the workflow, which cannot start a Spark for each of a hundred runs: it
 * leaves the objects and the counts that the script leaves, from the API, since both ways give the same hours
 * (`archive-agreement.spark.ts` proves it of the script itself).
 */
export const fakeArchiveJob =
  (apiUrl: () => string, cities: () => readonly City[]): typeof runOnSpark =>
  async (_, given) => {
    const argument = (name: string): string => given[`--${name}`] ?? '';
    const runId = argument('run_id');
    const window = { start: argument('window_start'), end: argument('window_end') };
    const store = createFolderStore(argument('lake_location').replace(/\/$/, ''));
    const extract = makeHandler({
      pollutants: POLLUTANT_NAMES,
      openSource: async (options) =>
        createOpenAqClient({ ...options, apiUrl: apiUrl(), apiKey: 'key', now: Date.now, sleep, random: () => 0, log }),
      store,
      now: Date.now,
      log,
    });
    for (const name of argument('cities').split(',')) {
      const city = cities().find((each) => each.name === name);
      const item = { runId, city, window, minRequestIntervalMs: 0 };
      const extraction = await extract(item, { getRemainingTimeInMillis: () => 900_000 });
      const counts = { ...extraction, requests: 0, lines: { measured: 1 }, files: { read: 1, empty: 0 } };
      await store.put(extractionKey(runId, name, window.start), Buffer.from(JSON.stringify(counts)));
    }
  };
