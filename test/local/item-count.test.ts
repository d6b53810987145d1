import { ItemCount } from '../../local/workflow/item-count';

const planned = (items: number) => ({ plan: { workItems: Array.from({ length: items }, () => ({})) } });
const extracted = (changes: object = {}) => ({
  ...{ done: true, rows: 700, requests: 3, rateLimitHits: 0, keptDays: 0 },
  ...changes,
});

describe('how far a long extraction is', () => {
  it('is told by items, rows, requests, refusals and the time that is left at the pace so far', () => {
    const count = new ItemCount();
    count.planned(planned(24), 0);

    expect(count.extracted(extracted(), 60_000)).toBe('; 1 of 24 items, 700 rows, 3 requests, 23 min left');
    expect(count.extracted(extracted({ rateLimitHits: 2, keptDays: 31 }), 120_000)).toBe(
      '; 2 of 24 items, 1400 rows, 6 requests, 31 days kept, 2 refused for the limit, 22 min left',
    );
  });

  it('leaves the time out with the last item, and an item that goes on uncounted', () => {
    const count = new ItemCount();
    count.planned(planned(10), 0);
    for (let item = 1; item < 10; item += 1) count.extracted(extracted(), item * 1_000);

    expect(count.extracted({ done: false }, 10_000)).toBe('');
    expect(count.extracted(extracted(), 10_000)).toBe('; 10 of 10 items, 7000 rows, 30 requests');
  });

  it('is not told of a few items, whose lines show it', () => {
    const count = new ItemCount();
    count.planned(planned(2), 0);

    expect(count.extracted(extracted(), 1_000)).toBe('');
  });
});
