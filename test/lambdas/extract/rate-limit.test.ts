import { readItem } from '../../../lambdas/extract/read-item';
import { createOpenAqClient } from '../../../lambdas/shared/adapters/openaq/client';
import type { RequestCounts } from '../../../lambdas/shared/domain/air-quality-source';
import { pacedRequestsPerHour, requestIntervalMs } from '../../../lambdas/shared/domain/capacity';
import { planRun } from '../../../lambdas/shared/domain/plan';
import { splitIntoItems, type Window, windowOfDates } from '../../../lambdas/shared/domain/window';
import { HANOI, HO_CHI_MINH_CITY } from '../../support/air-quality';
import { createFastClock } from '../../support/fast-clock';
import { type LimitedOpenAq, startLimitedOpenAq } from '../../support/limited-openaq';
import { API_KEY } from '../../support/openaq-client';
import { PLAN_SETTINGS } from '../../support/plan-settings';
import { seeded } from '../../support/seeded';

const MINUTE_MS = 60_000;
const SENSORS = 170;
const DAY = windowOfDates('2024-01-15', '2024-01-15');
const SETTINGS = { ...PLAN_SETTINGS, cities: [HANOI, HO_CHI_MINH_CITY], sensorsPerCity: SENSORS };

const store = { put: async () => {}, get: async () => new Uint8Array(), list: async () => [] };

describe('Extract at the limits of a key, on a fast clock', () => {
  const sources: RequestCounts[] = [];
  let server: LimitedOpenAq;
  let random: () => number;
  const sent = () => sources.reduce((sum, { requests }) => sum + requests, 0);
  const clock = createFastClock(() => server !== undefined && sent() === server.requests.length);
  beforeEach(async () => {
    sources.length = 0;
    random = seeded(20_240_115);
    server = await startLimitedOpenAq(SENSORS, clock);
  });
  afterEach(() => server.close());
  afterAll(() => clock.stop());

  const extract = async (window: Window, minRequestIntervalMs = 0): Promise<void> => {
    const { now, sleep } = clock;
    const apiKey = API_KEY;
    const source = createOpenAqClient({
      apiUrl: server.url,
      apiKey,
      now,
      sleep,
      random,
      minRequestIntervalMs,
    });
    sources.push(source.counts);
    const reader = { source, store, pollutants: ['pm25'] as const, now, deadlineMs: Number.POSITIVE_INFINITY };
    const item = { runId: 'run-1', city: HANOI, window, minRequestIntervalMs };
    expect(await readItem(reader, item)).toMatchObject({ done: true, answers: { locations: { length: SENSORS } } });
  };

  /** A run of a day: its two cities side by side. */
  const dailyRun = () => Promise.all([extract(DAY), extract(DAY)]);

  const tookMs = (): number => (server.grantedAt.at(-1) ?? 0) - (server.grantedAt[0] ?? 0);

  /** Answers 429 behind the first minute, in which clients of one key have not seen each other yet. */
  const refusedLater = () => server.refusedAt.filter((ms) => ms >= (server.grantedAt[0] ?? 0) + MINUTE_MS);

  /** What the limit of a minute makes of so many requests: every period but the last is waited for. */
  const leastMs = (requests: number): number => (Math.ceil(requests / 60) - 1) * MINUTE_MS;

  it.each([
    ['one city', 1, () => extract(DAY)],
    ['a run of two cities', 2, dailyRun],
    ['two runs of two cities each', 4, () => Promise.all([dailyRun(), dailyRun()])],
  ])(
    '%s: the least requests, within 1.05 of the least time, without a 429 after the first minute',
    async (_, items, run) => {
      await run();

      const requests = items * (1 + SENSORS);
      expect(server.grantedAt).toHaveLength(requests);
      expect(refusedLater()).toEqual([]);
      expect(tookMs()).toBeLessThanOrEqual(1.05 * leastMs(requests));
    },
  );

  it('a year of two cities, paced from its start: the least requests, the time of the pace, and no 429 at all', async () => {
    const { workItems } = planRun({ from: '2024-01-01', to: '2024-12-31' }, 'year', '2026-01-01T00:00:00Z', SETTINGS);
    const queue = workItems.values();

    // As the Map does, which begins an item when another has ended.
    await Promise.all(
      Array.from({ length: SETTINGS.extractConcurrency }, async () => {
        for (const { window, minRequestIntervalMs } of queue) await extract(window, minRequestIntervalMs);
      }),
    );

    const requests = 24 * (1 + SENSORS);
    expect(server.grantedAt).toHaveLength(requests);
    expect(server.refusedAt).toEqual([]);
    const pacedMs = (requests / pacedRequestsPerHour(SETTINGS)) * 60 * MINUTE_MS;
    expect(tookMs()).toBeLessThanOrEqual(1.05 * pacedMs);
  });

  it('half a year of two cities beside a daily run: the time of the pace, and no 429 after the first minute', async () => {
    const windows = splitIntoItems(windowOfDates('2024-01-01', '2024-06-30'));
    const paceMs = requestIntervalMs(2 * windows.length, 2, SETTINGS);
    const backfill = async () => {
      for (const window of windows) await extract(window, paceMs);
    };

    await Promise.all([backfill(), backfill(), dailyRun()]);

    const daily = 2 * (1 + SENSORS);
    const paced = 2 * windows.length * (1 + SENSORS);
    const pacedMs = (paced / pacedRequestsPerHour(SETTINGS)) * 60 * MINUTE_MS;
    expect(server.grantedAt).toHaveLength(paced + daily);
    expect(refusedLater()).toEqual([]);
    // While the daily run takes what the minutes grant, the backfill waits.
    expect(tookMs()).toBeLessThanOrEqual(1.05 * (pacedMs + leastMs(daily)));
  });
});
