import { rmSync } from 'node:fs';
import type { LocalRunResult } from '../../local/workflow/run';
import type { TestResponse, TestServer } from './http-server';
import { contentOf } from './laptop-content';
import { type Disturbance, type Laptop, useLaptop } from './laptop-run';
import { emptyWarehouse } from './test-warehouse';
import { startWorld, worldLocation } from './world';

/** A station in each city, six hours over midnight: a value, a gap and a fill code, which is rejected, are among them. */
export const WORLD = [
  worldLocation(1, [105.8, 21], '2024-01-15T21:00:00Z', [10, 11, null, 13, -999, 15]),
  worldLocation(2, [106.7, 10.8], '2024-01-15T21:00:00Z', [20, -999, 22, 23, 24, null]),
];

/** One work item after the other, so that it is known what was done before a failure; and every state that there is. */
export const FAULT_CONFIGURATION = { extractConcurrency: 1, warehouse: { pauseBetweenRuns: true } };

/** Both days, both cities. */
export const INPUT = { from: '2024-01-15', to: '2024-01-16' };

/** What goes wrong in one run: in it or in what it asks. */
export interface Trouble extends Disturbance {
  /** Where the hours come from. @default - the API */
  readonly source?: 'archive';
  /** An answer of OpenAQ instead of the honest one. */
  readonly api?: (url: URL) => TestResponse | undefined;
  /** Puts something in the way before the run. @returns what takes it away again */
  readonly obstruct?: (laptop: Laptop) => (() => void) | Promise<() => void>;
}

/** A laptop on which runs go wrong, and what a run leaves on which nothing does. */
export interface FaultBench {
  readonly laptop: Laptop;
  /** What an untroubled run leaves. */
  untroubled(): Awaited<ReturnType<typeof contentOf>>;
  /** Empties everything. */
  reset(): Promise<void>;
  /** Runs with a trouble. */
  run(trouble?: Trouble, input?: Record<string, unknown>): Promise<LocalRunResult>;
  /** What is there after a run. */
  content(run: LocalRunResult): ReturnType<typeof contentOf>;
  /** The notifications that were printed since the last reset. */
  notifications(): string[];
}

/** The tables stay, since it takes longer to make them than to run. */
const empty = async ({ folder, warehouse }: Laptop): Promise<void> => {
  await emptyWarehouse(warehouse());
  for (const path of [folder.buckets, folder.catalog, folder.glue, folder.failedRun])
    rmSync(path, { recursive: true, force: true });
};

/** One laptop for a whole `describe`. Before a retry its clock is a hundred times as fast as a laptop's. */
export const useFaultBench = (): FaultBench => {
  let api: TestServer;
  let trouble: Trouble = {};
  let printedBefore = 0;
  let untroubled: Awaited<ReturnType<typeof contentOf>>;
  const laptop = useLaptop(
    FAULT_CONFIGURATION,
    () => api.url,
    () => ({ clockSpeed: 30_000, ...trouble }),
  );
  const bench: FaultBench = {
    laptop,
    untroubled: () => untroubled,
    reset: async () => {
      await empty(laptop);
      printedBefore = laptop.printed().length;
    },
    run: async (given = {}, input = INPUT) => {
      trouble = given;
      const clear = await given.obstruct?.(laptop);
      try {
        return await laptop.run({ ...input, ...(given.source && { source: given.source }) });
      } finally {
        trouble = {};
        clear?.();
      }
    },
    content: (run) => contentOf(laptop, run.plan?.runId),
    notifications: () =>
      laptop
        .printed()
        .slice(printedBefore)
        .match(/Notification: .*/g) ?? [],
  };
  beforeAll(async () => {
    api = await startWorld(
      () => WORLD,
      (url) => trouble.api?.(url),
    );
    const run = await bench.run();
    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    untroubled = await bench.content(run);
  });
  afterAll(() => api.close());
  return bench;
};
