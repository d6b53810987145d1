import fc from 'fast-check';
import { makeHandler } from '../../../lambdas/plan-run/handler';
import { toUtcSeconds } from '../../../lambdas/shared/domain/window';
import { HANOI, HO_CHI_MINH_CITY } from '../../support/air-quality';
import { expectSentence } from '../../support/one-sentence';
import { PLAN_SETTINGS } from '../../support/plan-settings';

const DAY_MS = 86_400_000;
const STARTED_AT = '2024-01-20T02:00:00.123Z';
const FIRST_MS = Date.parse('2016-01-01T00:00:00Z');
const CITIES = [HANOI, HO_CHI_MINH_CITY];

const planRun = makeHandler({
  settings: PLAN_SETTINGS,
  log: { info: () => {}, warn: () => {} },
});
const plan = (input: unknown) => planRun({ input, executionName: 'daily', startedAt: STARTED_AT, cities: CITIES });

/** The work items of a backfill: of its first run, and of each that the one before starts. */
const itemsOfAll = async (input: unknown) => {
  const all = await plan(input);
  const workItems = [...all.workItems];
  for (let { next } = all; next !== null; ) {
    const run: Awaited<ReturnType<typeof plan>> = await plan(JSON.parse(next.input));
    workItems.push(...run.workItems);
    next = run.next;
  }
  return workItems;
};

const dateOf = (epochMs: number): string => toUtcSeconds(epochMs).slice(0, 10);

const ranges = fc
  .record({ first: fc.nat({ max: 1_400 }), days: fc.integer({ min: 1, max: 1_500 }) })
  .map(({ first, days }) => ({ fromMs: FIRST_MS + first * DAY_MS, days }));

const choices = fc.constantFrom<string[] | undefined>(undefined, ['Hanoi'], ['Ho Chi Minh City', 'Hanoi']);

/** Any JSON, with names of the input more often than by accident. */
const keys = fc.constantFrom('from', 'to', 'cities', 'lookbackHours', 'scheduledTime', '__proto__', 'constructor');
const nearMisses = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '2024-01-15',
    '2024-01-19',
    '2024-02-30',
    'Hanoi',
    ['Hanoi'],
    [],
    24,
    -1,
    1e308,
    '',
    '2024-01-15T00:00:00Z',
  ),
);
const inputs = fc.oneof(fc.jsonValue(), fc.dictionary(fc.oneof(keys, fc.string({ unit: 'binary' })), nearMisses));

describe('laws of PlanRun', () => {
  it('work items cover each city and date of a range exactly once over all of its runs, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(ranges, choices, async ({ fromMs, days }, cities) => {
        const workItems = await itemsOfAll({
          from: dateOf(fromMs),
          to: dateOf(fromMs + (days - 1) * DAY_MS),
          ...(cities && { cities }),
        });

        const covered = workItems.flatMap(({ city, window }) => {
          const count = (Date.parse(window.end) - Date.parse(window.start)) / DAY_MS;
          return Array.from(
            { length: count },
            (_, day) => `${city.name} ${dateOf(Date.parse(window.start) + day * DAY_MS)}`,
          );
        });
        const expected = CITIES.filter(({ name }) => cities === undefined || cities.includes(name)).flatMap(
          ({ name }) => Array.from({ length: days }, (_, day) => `${name} ${dateOf(fromMs + day * DAY_MS)}`),
        );
        expect(covered.sort()).toEqual(expected.sort());
      }),
    );
  });

  it('PlanRun refuses or plans any JSON: it throws nothing unnamed, and says why in a sentence', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        try {
          const { workItems } = await plan(input);
          expect(workItems.length).toBeGreaterThan(0);
          planned += 1;
        } catch (error) {
          if ((error as Error).name !== 'InvalidRunInputError') throw error;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(planned).toBeGreaterThan(10);
  });

  it('a refusal of any JSON is one line of plain characters, with ten mistakes at most', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const refusal = await plan(input).then(
          () => undefined,
          (error: Error) => error.message,
        );
        if (refusal !== undefined) expectSentence(refusal, 7_000);
      }),
      { numRuns: 500 },
    );
  });
});
