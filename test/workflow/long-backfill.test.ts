import { type Plan, planRun } from '../../lambdas/shared/domain/plan';
import type { RunInput } from '../../lambdas/shared/domain/run-input';
import { datesOf } from '../../lambdas/shared/domain/window';
import { readConfiguration } from '../../lib/configuration';
import { STATE_DATA_BYTES, stateDataBytes } from '../../lib/configuration/state-data';
import { LIMITS } from '../../lib/workflow/limits';
import { allStates, definitionOf, type State } from '../support/state-machine';

/** Most events in the history of one execution (quota of 2026). */
const HISTORY_EVENTS = 25_000;

/** Cities whose boxes do not touch. */
const cities = Array.from({ length: 50 }, (_, index) => ({
  name: `City ${index}`,
  country: 'VN',
  boundingBox: [
    (index % 20) * 10 - 150,
    Math.floor(index / 20) * 8,
    (index % 20) * 10 - 148,
    Math.floor(index / 20) * 8 + 2,
  ],
}));
// The most days that the configuration admits for so many cities.
const configuration = readConfiguration({ cities, maxBackfillDays: 30 });

/** Every run of a backfill, each started by the one before. */
const runsOf = (input: RunInput): Plan[] => {
  const runs: Plan[] = [];
  for (let next: Plan['next'] = { name: 'backfill', input: JSON.stringify(input) }; next !== null; ) {
    const run: Plan = planRun(JSON.parse(next.input), next.name, '2026-11-26T02:00:00Z', configuration);
    runs.push(run);
    next = run.next;
  }
  return runs;
};

const definition = definitionOf();
const states = new Map(allStates(definition));

/** Events of one pass through a state: a Task is entered, scheduled, started, succeeds and is left; each try more fails first. */
const eventsOf = ({ Type, Resource = '', Retry = [] }: State): number => {
  const tries = Retry.reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
  if (Type === 'Task') return 5 + (Resource.endsWith('.sync') ? 1 : 0) + 3 * tries;
  return Type === 'Map' ? 4 : 2;
};

/** What is waited for in polls, each with its limit in seconds. */
const POLLED = [
  ['Crawler', LIMITS.crawl],
  ['PrepareWarehouse', LIMITS.prepare],
  ['LoadWarehouse', LIMITS.load],
  ['ValidateLoad', LIMITS.validate],
] as const;

/** Invocations of Extract that the month of a city takes at most: at the pace of a backfill 165 requests are 12 minutes. */
const ROUNDS = 3;

/** The most events of a run: every item in three rounds, every wait to its limit, and every retry of every task. */
const mostEvents = (items: number): number => {
  const ofItem = new Set(
    allStates({ States: definition.States['ExtractCities']?.ItemProcessor?.States ?? {} } as never).map(
      ([name]) => name,
    ),
  );
  const sum = (names: readonly string[]) =>
    names.reduce((total, name) => total + eventsOf(states.get(name) as State), 0);
  const perItem = 2 + ROUNDS * sum([...ofItem]);
  const once = sum([...states.keys()].filter((name) => !ofItem.has(name)));
  const polls = POLLED.map(([noun, limit]) => {
    const looks = limit.toSeconds() / (states.get(`WaitFor${noun}`)?.Seconds ?? 0);
    // A look is a wait, a question without a retry, a decision, a count.
    return looks * (2 + 5 + 2 + 2);
  });
  return once + items * perItem + polls.reduce((total, events) => total + events, 0);
};

describe('ten years of fifty cities', () => {
  const runs = runsOf({ from: '2016-01-01', to: '2025-12-31' });

  it('are runs of a month or less, each started once by the one before', () => {
    const names = runs.flatMap(({ next }) => (next === null ? [] : [next.name]));

    expect(runs.length).toBeGreaterThanOrEqual(120);
    expect(new Set(names).size).toBe(names.length);
    expect(names.at(-1)).toMatch(/^backfill-from-2025-12-/);
    expect(new Set(runs.map(({ cities }) => cities.split(',').length))).toEqual(new Set([50]));
  });

  it('cover every day once', () => {
    expect(runs.flatMap(({ window }) => datesOf(window))).toEqual(
      datesOf({ start: '2016-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' }),
    );
  });

  it('fit into the data of a state and into the history of an execution, run by run', () => {
    const items = Math.max(...runs.map(({ workItems }) => workItems.length));

    expect(items).toBeLessThanOrEqual(100);
    expect(stateDataBytes(configuration, items / cities.length)).toBeLessThan(STATE_DATA_BYTES);
    expect(mostEvents(items)).toBeLessThan(HISTORY_EVENTS);
    // In one execution they would not: 6,000 items.
    expect(mostEvents(120 * cities.length)).toBeGreaterThan(10 * HISTORY_EVENTS);
  });
});
