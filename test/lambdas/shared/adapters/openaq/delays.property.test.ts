import fc from 'fast-check';
import { startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, type TestResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };

const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('laws of the delays of the OpenAQ client', () => {
  let server: TestServer;
  let faults: TestResponse[] = [];
  beforeAll(async () => {
    server = await startFakeOpenAq({ fault: () => faults.shift() });
  });
  afterAll(() => server.close());

  /** The waits of one query that fails in these ways, and how many requests it took. */
  const waitsOf = async (failing: readonly TestResponse[], random: () => number) => {
    faults = [...failing];
    const { client, clock } = openClient(server.url, { random });
    const failed = await client.hours(1, DAY).then(
      () => false,
      () => true,
    );
    return { sleeps: clock.sleeps, requests: client.counts.requests, failed };
  };

  it('a delay after a failure lies between 0 and 1, 2, 4, 8 seconds, and there are four at most', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(500, 502, 503, 504), { maxLength: 8 }),
        jitter,
        async (statuses, part) => {
          const failing = statuses.map((status): TestResponse => ({ status, body: 'Internal Server Error' }));

          const { sleeps, requests, failed } = await waitsOf(failing, () => part);

          expect(failed).toBe(statuses.length > 4);
          expect(requests).toBe(Math.min(statuses.length, 4) + 1);
          expect(sleeps).toHaveLength(Math.min(statuses.length, 4));
          for (const [nth, ms] of sleeps.entries()) {
            expect(ms).toBeGreaterThanOrEqual(0);
            expect(ms).toBeLessThanOrEqual(1_000 * 2 ** nth);
          }
        },
      ),
      { numRuns: 40 },
    ));

  it('a delay after a 429 lies between the reset, at most an hour, and four seconds behind it, and there are five at most', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -5, max: 5_000 }), { maxLength: 7 }),
        jitter,
        async (resets, part) => {
          const failing = resets.map((reset) => jsonResponse(429, {}, { 'x-ratelimit-reset': String(reset) }));

          const { sleeps, requests, failed } = await waitsOf(failing, () => part);

          expect(failed).toBe(resets.length > 5);
          expect(requests).toBe(Math.min(resets.length, 5) + 1);
          expect(sleeps).toHaveLength(Math.min(resets.length, 5));
          for (const [nth, ms] of sleeps.entries()) {
            const reset = resets[nth] ?? 0;
            // What is no time to wait is taken for the limit's period of a minute.
            const seconds = reset < 0 ? 60 : Math.min(reset, 3_600);
            expect(ms).toBeGreaterThanOrEqual(seconds * 1_000);
            expect(ms).toBeLessThanOrEqual((seconds + 4) * 1_000);
          }
        },
      ),
      { numRuns: 40 },
    ));

  it('no delay ends behind the deadline, whatever the API asks for', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(429, 500, 503, 408), fc.integer({ min: 0, max: 10_000 })), { maxLength: 6 }),
        fc.integer({ min: 1_000, max: 900_000 }),
        async (said, leftMs) => {
          faults = said.map(([status, wait]) => jsonResponse(status, {}, { 'retry-after': String(wait) }));
          const deadlineMs = Date.parse('2026-01-01T00:00:00Z') + leftMs;
          const { client, clock } = openClient(server.url, { deadlineMs });

          await client.hours(1, DAY).catch(() => {});

          expect(clock.now()).toBeLessThanOrEqual(deadlineMs);
        },
      ),
      { numRuns: 40 },
    ));
});
