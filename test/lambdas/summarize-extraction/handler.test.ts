import { makeHandler } from '../../../lambdas/summarize-extraction/handler';
import { createKeptLog } from '../../support/kept-log';

const plan = {
  runId: 'run-1',
  startedAt: '2018-12-06T01:30:00.000Z',
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
  cities: 'Hanoi,Hue,Vinh',
  source: 'api',
  minExpectedRows: 1,
  next: null,
};

/** The lake of a run from the API, which is not asked. */
const store = {
  get: async (key: string) => {
    throw new Error(`asked for ${key}`);
  },
};

const item = (city: string, rows: number, nulledValues: Record<string, number> = {}, changes: object = {}) => ({
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
  foreignLocations: 0,
  gaps: 0,
  unitChanges: 0,
  changedNames: 0,
  flaggedValues: 2,
  shadowedValues: 0,
  rows,
  keptRows: 0,
  keptDays: 0,
  objects: 2,
  ...changes,
});

describe('SummarizeExtraction', () => {
  it('adds up the work items, in all and by city, emits one data point a metric and city, and goes on without the items', async () => {
    const points: unknown[] = [];
    const log = createKeptLog();
    const summarize = makeHandler({
      store,
      log,
      metrics: { count: (...point) => points.push(point) },
    });

    const summarized = await summarize({
      plan: { ...plan, workItems: [{}, {}, {}] },
      items: [
        item('Hanoi', 10, { below_range: 1 }, { gaps: 4 }),
        item('Hanoi', 20, { below_range: 2, fill_code: 3 }),
        item('Hue', 5),
      ],
    });

    const { extraction: summary } = summarized;
    expect(summarized.plan).toEqual(plan);
    expect(summary).toMatchObject({
      rows: 35,
      values: 38,
      gaps: 4,
      valuesNulled: 6,
      citiesWithoutData: '',
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
      ['CitiesWithoutData', 0],
    ]);
    expect(log.lines).toEqual([['info', 'Summarized the extraction', { runId: 'run-1', ...summary }]]);
  });

  it('names each city that has no station, and each whose hours are all without a value', async () => {
    const points: unknown[] = [];
    const log = createKeptLog();
    const summarize = makeHandler({
      store,
      log,
      metrics: { count: (...point) => points.push(point) },
    });

    const {
      extraction: { citiesWithoutData },
    } = await summarize({
      plan,
      items: [
        item('Hanoi', 10),
        item('Hanoi', 0, {}, { values: 0 }),
        item('Hue', 0, {}, { locations: 0, values: 0 }),
        item('Vinh', 3, { fill_code: 2 }, { values: 3, gaps: 1 }),
      ],
    });

    expect(citiesWithoutData).toBe('Hue (no station),Vinh (no data)');
    expect(points).toContainEqual(['CitiesWithoutData', 2]);
    expect(log.lines[0]).toEqual(['warn', 'Cities gave no data', { runId: 'run-1', citiesWithoutData }]);
  });

  it('counts kept days apart, as rows of the run that were not extracted by it, and takes no city of them for silent', async () => {
    const points: unknown[] = [];
    const log = createKeptLog();
    const summarize = makeHandler({ store, log, metrics: { count: (...point) => points.push(point) } });
    const kept = { values: 0, keptRows: 24, keptDays: 1 };

    const { extraction } = await summarize({ plan, items: [item('Hanoi', 10), item('Hanoi', 24, {}, kept)] });

    expect(extraction).toMatchObject({ rows: 34, keptRows: 24, keptDays: 1, citiesWithoutData: '' });
    expect(points).toContainEqual(['RowsExtracted', 10, 'Hanoi']);
    expect((await summarize({ plan, items: [item('Hue', 24, {}, kept)] })).extraction.citiesWithoutData).toBe('');
  });

  it('adds what the archive’s job left for each city, where the work items have listed the locations alone', async () => {
    const ofJob = { ...item('Hanoi', 24), requests: 0, lines: { measured: 24 }, files: { read: 1, empty: 0 } };
    const summarize = makeHandler({
      store: {
        get: async (key) => {
          expect(key).toBe('temp/extractions/run-1/Hanoi-2018-12-05.json');
          return Buffer.from(JSON.stringify(ofJob));
        },
      },
      log: createKeptLog(),
      metrics: { count: () => {} },
    });

    const { extraction } = await summarize({
      plan: { ...plan, cities: 'Hanoi', source: 'archive' },
      items: [item('Hanoi', 0, {}, { values: 0, requests: 1, objects: 1 })],
    });

    expect(extraction).toMatchObject({ rows: 24, values: 25, requests: 1, objects: 3, citiesWithoutData: '' });
  });

  it('names the object when what the archive’s job left is not its counts', async () => {
    const summarize = makeHandler({
      store: { get: async () => Buffer.from('{}') },
      log: createKeptLog(),
      metrics: { count: () => {} },
    });
    const payload = { plan: { ...plan, cities: 'Hanoi', source: 'archive' }, items: [item('Hanoi', 0)] };

    await expect(summarize(payload)).rejects.toMatchObject({
      name: 'InvalidPayloadError',
      message: expect.stringMatching(/^temp\/extractions\/run-1\/Hanoi-2018-12-05\.json refused: runId: /),
    });
  });

  it('refuses a city with stations in one window and none in another: one of the answers is wrong', async () => {
    const summarize = makeHandler({ store, log: createKeptLog(), metrics: { count: () => {} } });
    const items = [item('Hanoi', 10), item('Hanoi', 0, {}, { locations: 0, values: 0 }), item('Hue', 5)];

    await expect(summarize({ plan, items })).rejects.toMatchObject({
      name: 'OpenAqContradictionError',
      message:
        'OpenAQ listed no station of Hanoi when it was asked for 2018-12-05 to 2018-12-06, and 3 for another window of the same run; start the run again',
    });
  });

  it.each([
    ['no items', [], 'items: '],
    ['an item without counts', [{ ...item('Hanoi', 1), rows: undefined }], 'items.0.rows: '],
  ])('rejects %s, which it names', async (_, items, where) => {
    const summarize = makeHandler({ store, log: createKeptLog(), metrics: { count: () => {} } });

    await expect(summarize({ plan, items })).rejects.toMatchObject({
      name: 'InvalidPayloadError',
      message: expect.stringMatching(`^SummarizeExtraction payload refused: ${where}`),
    });
  });
});
