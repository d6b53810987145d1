import type { EventLog } from '../../local/workflow/history';
import { ItemCount } from '../../local/workflow/item-count';

const event = (type: string, state: object, timestamp: number) => ({ type, state, timestamp }) as unknown as EventLog;

const RESULT = { done: true, rows: 700, requests: 3, rateLimitHits: 0, keptDays: 0 };

/** A count of a Map of so many items, which begins at 0 ms. */
const countOf = (items: number): ItemCount => {
  const count = new ItemCount();
  const input = { plan: { workItems: Array.from({ length: items }, () => ({})) } };
  count.onEvent(event('StateEntered', { name: 'ExtractCities', type: 'Map', input }, 0));
  return count;
};

/** An invocation of Extract ends. @returns how far the run is */
const extracted = (count: ItemCount, atMs: number, changes: object = {}): string => {
  const output = { ...RESULT, ...changes };
  count.onEvent(event('StateExited', { name: 'Extract', type: 'Task', output }, atMs));
  return count.describe(output, atMs);
};

describe('how far a long extraction is', () => {
  it('is told by items, rows, requests, refusals and the time that is left at the pace so far', () => {
    const count = countOf(24);

    expect(extracted(count, 60_000)).toBe('; 1 of 24 items, 700 rows, 3 requests, 23 min left');
    expect(extracted(count, 120_000, { rateLimitHits: 2, keptDays: 31 })).toBe(
      '; 2 of 24 items, 1400 rows, 6 requests, 31 days kept, 2 refused for the limit, 22 min left',
    );
  });

  it('leaves the time out with the last item, and an item that goes on uncounted', () => {
    const count = countOf(10);
    for (let item = 1; item < 10; item += 1) extracted(count, item * 1_000);

    expect(extracted(count, 10_000, { done: false })).toBe('');
    expect(extracted(count, 10_000)).toBe('; 10 of 10 items, 7000 rows, 30 requests');
  });

  it('is not told of a few items, whose lines show it', () => {
    expect(extracted(countOf(2), 1_000)).toBe('');
  });
});
