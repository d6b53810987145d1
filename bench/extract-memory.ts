/**
 * Measures the memory of Extract: `npm run memory`. A process of its own reads a month of one city of so many sensors from a
 * synthetic API and writes it nowhere, with the heap that its Lambda function leaves; another one, of a city without sensors,
 * is what the code alone takes.
 */
import { fork } from 'node:child_process';
import { makeHandler } from '../lambdas/extract/handler';
import { createOpenAqClient } from '../lambdas/shared/adapters/openaq/client';
import { POLLUTANT_NAMES } from '../lambdas/shared/domain/pollutants';
import { startReplayServer } from '../local/openaq-replay/server';
import { syntheticApi } from '../test/support/synthetic-api';

const BOX: [number, number, number, number] = [105.28, 20.56, 106.02, 21.39];
const MONTH = { start: '2025-01-01T00:00:00Z', end: '2025-02-01T00:00:00Z' };

/** What the measured process prints: kilobytes, as getrusage gives them. */
interface Measured {
  readonly maxRssKilobytes: number;
  readonly rows: number;
}

const extractMonth = async (apiUrl: string): Promise<Measured> => {
  const log = { info: () => {}, warn: () => {} };
  const extract = makeHandler({
    pollutants: POLLUTANT_NAMES,
    openSource: async (options) =>
      createOpenAqClient({
        ...options,
        apiUrl,
        apiKey: 'key',
        now: Date.now,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        random: Math.random,
        log,
      }),
    store: {
      put: async () => {},
      get: async () => {
        throw new Error('nothing is left unfinished in an hour');
      },
      list: async () => [],
    },
    now: Date.now,
    log,
  });
  const city = { name: 'Synthetic', country: 'VN', boundingBox: BOX };
  const item = { runId: 'memory', city, window: MONTH, minRequestIntervalMs: 0 };
  const result = await extract(item, { getRemainingTimeInMillis: () => 3_600_000 });
  if (!result.done) throw new Error('the work item came back unfinished');
  return { maxRssKilobytes: process.resourceUsage().maxRSS, rows: result.rows };
};

/** The heap of a function of 1,024 MB; the rest is the runtime's. */
const HEAP_MB = 896;

/** Runs the extraction of a city of so many sensors in a process of its own. */
const measure = async (sensors: number): Promise<Measured> => {
  const stations = Math.ceil(sensors / POLLUTANT_NAMES.length);
  const api = await startReplayServer(
    syntheticApi({ cities: [{ stations, boundingBox: BOX }], parameters: POLLUTANT_NAMES }).respond,
  );
  try {
    return await new Promise((resolve, reject) => {
      const child = fork(__filename, [api.url], {
        execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
      });
      child.once('message', (measured) => resolve(measured as Measured));
      child.once('exit', (code, signal) => reject(new Error(`the extraction ended with ${signal ?? code}`)));
    });
  } finally {
    await api.close();
  }
};

const megabytes = ({ maxRssKilobytes }: Measured): number => Math.round(maxRssKilobytes / 1_024);

/** Hanoi, as many as fill a daily run (docs/configuration.md), and many times more. */
const SENSORS = [164, 250, 1_000];

const main = async (): Promise<void> => {
  const empty = await measure(0);
  for (const sensors of SENSORS) {
    const measured = await measure(sensors);
    const more = megabytes(measured) - megabytes(empty);
    console.log(
      `${sensors} sensors, ${measured.rows} rows: ${megabytes(measured)} MB at most, ${more} MB above a city without sensors`,
    );
  }
};

const [, , apiUrl] = process.argv;
if (apiUrl === undefined) void main();
else void extractMonth(apiUrl).then((measured) => process.send?.(measured, () => process.exit(0)));
