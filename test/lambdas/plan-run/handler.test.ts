import fc from 'fast-check';
import { makeHandler } from '../../../lambdas/plan-run/handler';
import type { Plan } from '../../../lambdas/shared/domain/plan';
import { HANOI, HO_CHI_MINH_CITY } from '../../support/air-quality';

const cities = [HANOI, HO_CHI_MINH_CITY];
const settings = {
  lookbackHours: 24,
  maxBackfillDays: 366,
  extractConcurrency: 2,
  requestsPerHour: 2_000,
};
const planRun = makeHandler({ settings, log: { info: () => {}, warn: () => {} } });
const startedAt = '2024-01-20T02:00:00.123Z';
const plan = (input: unknown, executionName = 'daily'): Promise<Plan> =>
  planRun({ input, executionName, startedAt, cities });

describe('PlanRun', () => {
  it('takes the last 24 hours as whole UTC days for {}', async () => {
    const { window, cities, workItems, runId } = await plan({});

    expect(window).toEqual({ start: '2024-01-19T00:00:00Z', end: '2024-01-21T00:00:00Z' });
    expect(cities).toBe('Hanoi,Ho Chi Minh City');
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
    // Two items at a time share 2,000 requests an hour: one request in 3.6 s each.
    expect(workItems.map(({ minRequestIntervalMs }) => minRequestIntervalMs)).toEqual(Array(6).fill(3_600));
  });

  it('takes a lookback and some of the cities', async () => {
    const { window, cities } = await plan({ lookbackHours: 72, cities: ['Hanoi'] });

    expect(window.start).toBe('2024-01-17T00:00:00Z');
    expect(cities).toBe('Hanoi');
  });

  it.each([
    ['an unknown key', { form: '2024-01-15' }, /form/],
    [
      'a date that does not exist',
      { from: '2023-02-29', to: '2023-03-01' },
      /from: expected a date that exists.*2023-02-29/,
    ],
    ['from after to', { from: '2024-01-17', to: '2024-01-15' }, /from: is after to \(2024-01-15\).*got "2024-01-17"/],
    ['from without to', { from: '2024-01-15' }, /to: is missing/],
    ['a date in the future', { from: '2024-01-20', to: '2024-01-21' }, /to: is in the future.*2024-01-20/],
    ['more days than a run takes', { from: '2020-01-01', to: '2023-12-31' }, /1461 days: expected at most 366/],
    ['a city that is not configured', { cities: ['Hanoi', 'Hue'] }, /cities\.1: .*Hanoi, Ho Chi Minh City.*got "Hue"/],
    ['no city at all', { cities: [] }, /at least one city/],
    ['a lookback of nothing', { lookbackHours: 0 }, /lookbackHours/],
    ['a lookback with dates', { from: '2024-01-15', to: '2024-01-15', lookbackHours: 24 }, /lookbackHours: excludes/],
    ['a list', [], /expected object/],
    ['null', null, /expected object/],
  ])('refuses %s', async (_, input, message) => {
    await expect(plan(input)).rejects.toMatchObject({
      name: 'InvalidRunInputError',
      message: expect.stringMatching(message),
    });
  });

  it('lists every mistake at once', async () => {
    await expect(plan({ from: '2024-02-30', to: 'tomorrow', cities: ['Hue'] })).rejects.toThrow(
      /from: .*; to: .*; cities\.0: /,
    );
  });

  it('rejects a payload that is not the workflow’s', async () => {
    await expect(planRun({})).rejects.toMatchObject({ name: 'InvalidPayloadError' });
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
  });
});
