import fc from 'fast-check';
import {
  daysThatFit,
  EXTRACTION_HOURS,
  extractionHours,
  pacedRequestsPerHour,
  requestIntervalMs,
  requestsPerItem,
  workItemsAtMost,
} from '../../../../lambdas/shared/domain/capacity';
import { splitIntoItems, windowOfDates } from '../../../../lambdas/shared/domain/window';

const DEFAULTS = { extractConcurrency: 2, requestsPerHour: 2_000, sensorsPerCity: 164 };

describe('the pace of a run', () => {
  it('is free for a daily run: two cities of 165 requests fit into what a backfill leaves of the hour', () => {
    expect(requestIntervalMs(2, 2, DEFAULTS)).toBe(0);
  });

  it('is free for one city on one month, which asks as much as its daily run', () => {
    expect(requestIntervalMs(1, 1, DEFAULTS)).toBe(0);
  });

  it('holds back one city over two months or twelve: what is left of the hour is the daily run’s', () => {
    // Two items at a time share 1,600 requests an hour: one request in 4.5 s each.
    expect(requestIntervalMs(2, 1, DEFAULTS)).toBe(4_500);
    expect(requestIntervalMs(12, 1, DEFAULTS)).toBe(4_500);
  });

  it('holds back a daily run that is too large for what is left of the hour', () => {
    expect(requestIntervalMs(50, 50, DEFAULTS)).toBe(4_500);
    expect(requestIntervalMs(1, 1, { ...DEFAULTS, sensorsPerCity: 1_000 })).toBe(2_250);
  });

  it('leaves a fifth of the hour to others, however many items there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 5, max: 100_000 }),
        (items, extractConcurrency, requestsPerHour) => {
          const interval = requestIntervalMs(items, 1, { ...DEFAULTS, extractConcurrency, requestsPerHour });
          const atOnce = Math.min(items, extractConcurrency);

          if (interval > 0) expect((atOnce * 3_600_000) / interval).toBeLessThanOrEqual(requestsPerHour * 0.8);
          else expect(items * requestsPerItem(DEFAULTS)).toBeLessThanOrEqual(requestsPerHour * 0.2 + 1);
        },
      ),
    );
  });
});

describe('the capacity of a run', () => {
  it('holds a year of two cities within its time', () => {
    expect(workItemsAtMost(2, 366)).toBe(28);
    expect(extractionHours(28, DEFAULTS)).toBeCloseTo(2.9, 1);
  });

  it('does not hold 246 work items of Hanoi’s size', () => {
    expect(extractionHours(246, DEFAULTS)).toBeGreaterThan(2 * EXTRACTION_HOURS);
  });

  it('holds a city of a thousand sensors', () => {
    expect(extractionHours(1, { ...DEFAULTS, sensorsPerCity: 1_000 })).toBeLessThan(1);
  });

  it('is bounded by the speed of the API where the key allows more', () => {
    expect(extractionHours(10, { ...DEFAULTS, requestsPerHour: 1_000_000 })).toBeCloseTo((10 * 165 * 2) / 3_600 / 2, 5);
  });

  it('is never nothing: the smallest key sends a request an hour', () => {
    expect(pacedRequestsPerHour({ requestsPerHour: 1 })).toBe(1);
  });

  it('counts the items of the longest range: no window of so many days makes more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 800 }), (first, days) => {
        const date = (day: number) => new Date((16_801 + day) * 86_400_000).toISOString().slice(0, 10);
        const window = windowOfDates(date(first), date(first + days - 1));

        expect(splitIntoItems(window).length).toBeLessThanOrEqual(workItemsAtMost(1, days));
      }),
    );
  });

  it('finds the longest range that fits', () => {
    expect(daysThatFit(2, 366, (items) => items <= 6)).toBe(daysThatFit(1, 366, (items) => items <= 3));
    expect(daysThatFit(1, 366, () => true)).toBe(366);
    expect(daysThatFit(1, 366, () => false)).toBe(0);
  });
});
