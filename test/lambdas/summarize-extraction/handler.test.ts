import { makeHandler } from '../../../lambdas/summarize-extraction/handler';

const item = (city: string, rows: number, nulledValues: Record<string, number> = {}) => ({
  runId: 'run-1',
  city,
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
  locations: 3,
  sensors: 2,
  skippedSensors: { other_parameter: 1 },
  requests: 4,
  rateLimitHits: 1,
  values: rows + 1,
  nulledValues,
  ...{ foreignLocations: 0, gaps: 0, unitChanges: 0, changedNames: 0 },
  flaggedValues: 2,
  shadowedValues: 0,
  rows,
  objects: 2,
});

describe('SummarizeExtraction', () => {
  it('adds up the work items, in all and by city, and emits one data point a metric and city', async () => {
    const points: unknown[] = [];
    const summarize = makeHandler({
      log: { info: () => {}, warn: () => {} },
      metrics: { count: (...point) => points.push(point) },
    });

    const summary = await summarize({
      runId: 'run-1',
      items: [item('Hanoi', 10, { gap: 1 }), item('Hanoi', 20, { gap: 2, fill_code: 3 }), item('Hue', 5)],
    });

    expect(summary).toMatchObject({
      rows: 35,
      values: 38,
      valuesNulled: 6,
      requests: 12,
      objects: 6,
      rateLimitHits: 3,
    });
    expect(summary.cities['Hanoi']).toMatchObject({ rows: 30, valuesNulled: 6, requests: 8 });
    expect(summary.cities['Hue']).toMatchObject({ rows: 5, valuesNulled: 0, requests: 4 });
    expect(points).toEqual([
      ['RowsExtracted', 30, 'Hanoi'],
      ['Requests', 8, 'Hanoi'],
      ['ValuesNulled', 6, 'Hanoi'],
      ['RateLimitHits', 2, 'Hanoi'],
      ['RowsExtracted', 5, 'Hue'],
      ['Requests', 4, 'Hue'],
      ['ValuesNulled', 0, 'Hue'],
      ['RateLimitHits', 1, 'Hue'],
    ]);
  });

  it.each([
    ['no items', { runId: 'run-1', items: [] }],
    ['an item without counts', { runId: 'run-1', items: [{ city: 'Hanoi' }] }],
  ])('rejects %s with a named error', async (_, payload) => {
    const summarize = makeHandler({ log: { info: () => {}, warn: () => {} }, metrics: { count: () => {} } });

    await expect(summarize(payload)).rejects.toMatchObject({ name: 'InvalidPayloadError' });
  });
});
