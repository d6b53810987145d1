import fc from 'fast-check';
import { makeHandler } from '../../../lambdas/extract/handler';
import { toUtcSeconds } from '../../../lambdas/shared/domain/window';
import { HANOI, makeHour, makeLocation, makeSource } from '../../support/air-quality';
import { createMemoryStore } from '../../support/memory-store';
import { readParquet } from '../../support/parquet';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const FIRST_MS = Date.parse('2018-12-05T00:00:00Z');

/** Instants of a few days, on any minute: also those that no clock of the world strikes. */
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 3 * 24 * 60 - 1 }), { maxLength: 40 })
  .map((minutes) => minutes.map((minute) => toUtcSeconds(FIRST_MS + minute * MINUTE_MS)));

describe('laws of Extract', () => {
  it('the partition of a row is the date of its time, and every row is in one', async () => {
    await fc.assert(
      fc.asyncProperty(hours, fc.integer({ min: 1, max: 3 }), async (starts, days) => {
        const now = () => Date.parse('2026-01-01T00:00:00Z');
        const store = createMemoryStore(now);
        const handler = makeHandler({
          pollutants: ['pm25'],
          openSource: async () => makeSource([makeLocation()], { 21632: starts.map((start) => makeHour(start, 12)) }),
          store,
          now,
          log: { info: () => {}, warn: () => {} },
        });
        const window = { start: toUtcSeconds(FIRST_MS), end: toUtcSeconds(FIRST_MS + days * DAY_MS) };

        await handler(
          { runId: 'run-1', city: HANOI, window, minRequestIntervalMs: 0 },
          { getRemainingTimeInMillis: () => 900_000 },
        );

        const stored: string[] = [];
        for (const [key, body] of store.objects) {
          const [, ...date] = /year=(\d{4})\/month=(\d\d)\/day=(\d\d)\//.exec(key) ?? [];
          if (date.length === 0) continue;
          for (const { measurement_datetime } of await readParquet(body)) {
            expect(String(measurement_datetime).slice(0, 10)).toBe(date.join('-'));
            stored.push(`${String(measurement_datetime).replace(' ', 'T')}Z`);
          }
        }
        expect(stored).toEqual(starts.filter((start) => start < window.end).sort());
      }),
      { numRuns: 20 },
    );
  });
});
