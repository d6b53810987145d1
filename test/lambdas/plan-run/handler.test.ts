import fc from 'fast-check';
import { makeHandler } from '../../../lambdas/plan-run/handler';
import type { City } from '../../../lambdas/shared/domain/city';
import { parseOrThrow } from '../../../lambdas/shared/domain/parse';
import { type Plan, planRun as toPlan } from '../../../lambdas/shared/domain/plan';
import { makeRunInputSchema, type RunInput } from '../../../lambdas/shared/domain/run-input';
import { HANOI, HO_CHI_MINH_CITY } from '../../support/air-quality';
import { createKeptLog } from '../../support/kept-log';
import { PLAN_SETTINGS } from '../../support/plan-settings';

const cities = [HANOI, HO_CHI_MINH_CITY];
const log = createKeptLog();
const planRun = makeHandler({ settings: PLAN_SETTINGS, log });
const startedAt = '2024-01-20T02:00:00.123Z';
const plan = (input: unknown, executionName = 'daily'): Promise<Plan> =>
  planRun({ input, executionName, startedAt, cities });

/** A plan for other cities than the configured ones. */
const planOf = (input: RunInput, configured: readonly City[], at = startedAt): Plan =>
  toPlan(input, 'daily', at, { ...PLAN_SETTINGS, cities: configured });

describe('PlanRun', () => {
  it('takes the last 24 hours as whole UTC days for {}', async () => {
    const { window, cities, source, workItems, runId, next } = await plan({});

    expect(window).toEqual({ start: '2024-01-19T00:00:00Z', end: '2024-01-21T00:00:00Z' });
    expect(cities).toBe('Hanoi,Ho Chi Minh City');
    expect(source).toBe('api');
    expect(next).toBeNull();
    expect(workItems).toEqual([
      { runId, city: HANOI, window, minRequestIntervalMs: 0 },
      { runId, city: HO_CHI_MINH_CITY, window, minRequestIntervalMs: 0 },
    ]);
  });

  it('plans the same days for a schedule that is delivered late', async () => {
    const { window } = await plan({ scheduledTime: '2024-01-18T19:00:00Z' });

    expect(window).toEqual({ start: '2024-01-17T00:00:00Z', end: '2024-01-19T00:00:00Z' });
  });

  it('includes both dates of from and to', async () => {
    const { window } = await plan({ from: '2024-01-15', to: '2024-01-17' });

    expect(window).toEqual({ start: '2024-01-15T00:00:00Z', end: '2024-01-18T00:00:00Z' });
  });

  it('splits a range into months and cities, in the order of the configuration, and paces the requests', async () => {
    const { workItems } = await plan({ from: '2023-11-15', to: '2024-01-02', cities: ['Ho Chi Minh City', 'Hanoi'] });

    expect(workItems.map(({ city, window }) => [city.name, window.start, window.end])).toEqual([
      ['Hanoi', '2023-11-15T00:00:00Z', '2023-12-01T00:00:00Z'],
      ['Hanoi', '2023-12-01T00:00:00Z', '2024-01-01T00:00:00Z'],
      ['Hanoi', '2024-01-01T00:00:00Z', '2024-01-03T00:00:00Z'],
      ['Ho Chi Minh City', '2023-11-15T00:00:00Z', '2023-12-01T00:00:00Z'],
      ['Ho Chi Minh City', '2023-12-01T00:00:00Z', '2024-01-01T00:00:00Z'],
      ['Ho Chi Minh City', '2024-01-01T00:00:00Z', '2024-01-03T00:00:00Z'],
    ]);
    // Two items at a time share 80 % of 2,000 requests an hour: one request in 4.5 s each.
    expect(workItems.map(({ minRequestIntervalMs }) => minRequestIntervalMs)).toEqual(Array(6).fill(4_500));
  });

  it('plans a daily run on the first of a month as on any other day: one item a city, at full speed', () => {
    const { window, workItems } = planOf({}, [HANOI, HO_CHI_MINH_CITY], '2024-02-01T01:30:00Z');

    expect(window).toEqual({ start: '2024-01-31T00:00:00Z', end: '2024-02-02T00:00:00Z' });
    expect(workItems.map((item) => [item.city.name, item.window, item.minRequestIntervalMs])).toEqual([
      ['Hanoi', window, 0],
      ['Ho Chi Minh City', window, 0],
    ]);
  });

  it.each([
    ['two months', '2023-11-01', '2023-12-31', 2],
    ['twelve', '2023-01-01', '2023-12-31', 12],
  ])('paces one city over %s', async (_, from, to, items) => {
    const { workItems } = await plan({ from, to, cities: ['Hanoi'] });

    expect(workItems.map(({ minRequestIntervalMs }) => minRequestIntervalMs)).toEqual(Array(items).fill(4_500));
  });

  it('names the rivals of a city, also those that the run is not for, and no field without one', () => {
    const inside = { name: 'Inside', country: 'VN', boundingBox: [105.7, 20.9, 106, 21.2] } as City;
    const cities = [inside, HANOI, HO_CHI_MINH_CITY];
    const { workItems } = planOf({ cities: ['Hanoi'] }, cities);
    const all = planOf({}, cities);

    expect(workItems).toMatchObject([{ city: HANOI, rivals: [inside], rivalsBefore: 1 }]);
    expect(all.workItems[0]).toMatchObject({ city: inside, rivals: [HANOI] });
    expect(all.workItems[0]).not.toHaveProperty('rivalsBefore');
    expect(all.workItems[2]).not.toHaveProperty('rivals');
  });

  it('takes a lookback and some of the cities', async () => {
    const { window, cities } = await plan({ lookbackHours: 72, cities: ['Hanoi'] });

    expect(window.start).toBe('2024-01-17T00:00:00Z');
    expect(cities).toBe('Hanoi');
  });

  it('plans one item a city for the archive, which lists its locations: one job reads the hours of all', async () => {
    const { runId, source, workItems } = await plan({ from: '2023-01-01', to: '2023-12-31', source: 'archive' });
    const window = { start: '2023-01-01T00:00:00Z', end: '2024-01-01T00:00:00Z' };

    expect(source).toBe('archive');
    expect(workItems).toEqual(
      [HANOI, HO_CHI_MINH_CITY].map((city) => ({ runId, city, window, minRequestIntervalMs: 0, source: 'archive' })),
    );
  });

  it('takes whole months of a backfill that is too long for one run, and leaves the rest to the next', async () => {
    const input = { from: '2021-03-15', to: '2023-12-31', cities: ['Hanoi'] };
    const first = await plan(input, 'console');
    const second = await plan(JSON.parse(first.next?.input ?? ''), first.next?.name);
    const third = await plan(JSON.parse(second.next?.input ?? ''), second.next?.name);

    expect(
      [first, second, third].map(({ window, next }) => [
        window.start.slice(0, 10),
        window.end.slice(0, 10),
        next?.name,
      ]),
    ).toEqual([
      ['2021-03-15', '2022-03-01', 'console-from-2022-03-01'],
      ['2022-03-01', '2023-03-01', 'console-from-2023-03-01'],
      ['2023-03-01', '2024-01-01', undefined],
    ]);
    expect(JSON.parse(first.next?.input ?? '')).toEqual({ ...input, from: '2022-03-01', partOf: 'console' });
    // Years without data are among those of a long backfill.
    expect([first, second, third].map(({ minExpectedRows }) => minExpectedRows)).toEqual([0, 0, 0]);
    expect(await plan({ from: '2023-01-01', to: '2023-12-31' })).toMatchObject({ minExpectedRows: 1, next: null });
  });

  it('asks for missing days alone where the input says so, in each run of a backfill', async () => {
    const first = await plan({ from: '2021-03-15', to: '2023-12-31', onlyMissing: true });
    const second = await plan(JSON.parse(first.next?.input ?? ''), first.next?.name);

    for (const { workItems } of [first, second])
      expect(new Set(workItems.map(({ onlyMissing }) => onlyMissing))).toEqual(new Set([true]));
    const { workItems } = await plan({ onlyMissing: false });
    expect(workItems[0]).not.toHaveProperty('onlyMissing');
  });

  it('leaves even a single day to the next run', async () => {
    const { next } = await plan({ from: '2022-12-31', to: '2024-01-01' });

    expect(JSON.parse(next?.input ?? '')).toMatchObject({ from: '2024-01-01', to: '2024-01-01' });
  });

  it('gives the next run a name that Step Functions takes, however long its own is', async () => {
    const { next } = await plan({ from: '2020-01-01', to: '2023-12-31' }, 'x'.repeat(80));

    expect(next?.name).toMatch(/^x{64}-from-(?:2020-12-01|2021-01-01)$/);
    expect(next?.name.length).toBe(80);
  });

  it('counts the mistakes that it does not list, and shows some of many cities', () => {
    const cityNames = Array.from({ length: 200 }, (_, index) => `City ${index}`);
    const schema = makeRunInputSchema({ cityNames, today: '2024-01-20', maxBackfillDays: 366 });
    const input = { cities: Array.from({ length: 30 }, (_, index) => `Town ${index}`) };

    expect(() => parseOrThrow(schema, input, (mistakes) => new Error(mistakes))).toThrow(
      /cities\.0: .*City 9 and 190 more .*; cities\.1: is not a configured city \(got .*; and 20 more$/,
    );
  });

  it('lists every mistake at once', async () => {
    await expect(plan({ from: '2024-02-30', to: 'tomorrow', cities: ['Hue'] })).rejects.toThrow(
      /from: .*; to: .*; cities\.0: /,
    );
  });

  it('refuses a range that ends after the day on which the run started, and shows what it takes', async () => {
    await expect(plan({ from: '2024-01-15', to: '2024-01-21' })).rejects.toMatchObject({
      name: 'InvalidRunInputError',
      message:
        'Run input refused: to: is in the future: expected at most today, 2024-01-20 (UTC) (got "2024-01-21"). ' +
        'Expected {} for the daily run, or some of {"from":"2024-01-15","to":"2024-01-17"}, {"cities":["Hanoi"]}, {"lookbackHours":72}, {"source":"archive"}, {"onlyMissing":true}',
    });
  });

  it.each([
    ['executionName', ''],
    ['startedAt', '2024-01-20'],
    ['startedAt', '2024-01-20T02:00:00+07:00'],
    ['cities', []],
  ])('rejects a payload that is not the workflow’s: %s %j', async (field, value) => {
    await expect(
      planRun({ input: {}, executionName: 'daily', startedAt, cities, [field]: value }),
    ).rejects.toMatchObject({
      name: 'InvalidPayloadError',
      message: expect.stringMatching(`^PlanRun payload refused: ${field}: `),
    });
  });

  it('leaves one line in the log', async () => {
    log.lines.length = 0;

    const { runId, window } = await plan({ cities: ['Hanoi'] });

    expect(log.lines).toEqual([['info', 'Planned the run', { runId, window, workItems: 1 }]]);
  });

  it('gives the same execution the same run id, and another one another', async () => {
    const [first, again, other] = await Promise.all([plan({}, 'a'), plan({}, 'a'), plan({}, 'b')]);

    expect(again.runId).toBe(first.runId);
    expect(other.runId).not.toBe(first.runId);
  });

  it('makes run ids of safe characters only, whatever the execution is called', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (executionName) => {
        expect((await plan({}, executionName)).runId).toMatch(/^20240120T020000Z-[A-Za-z0-9_-]{1,82}$/);
      }),
    );
    expect((await plan({}, 'x'.repeat(200))).runId).toBe(`20240120T020000Z-${'x'.repeat(83)}`);
  });
});
