import { Activity } from '../../local/workflow/activity';
import type { EventLog } from '../../local/workflow/history';

/** Events of the interpreter as far as they are read, at 0 ms; an item by its index. */
const entered = (name: string, type: string, input: unknown, index?: number) =>
  ({
    type: 'StateEntered',
    timestamp: 0,
    state: { name, type, input },
    ...(index !== undefined && { index }),
  }) as EventLog;
const exited = (name: string, type: string, output: unknown = {}) =>
  ({ type: 'StateExited', timestamp: 0, state: { name, type, output } }) as EventLog;
const extracted = (rows: number) =>
  exited('Extract', 'Task', { done: true, rows, requests: 3, rateLimitHits: 0, keptDays: 0 });
const succeeded = (index: number) => ({ type: 'MapIterationSucceeded', index }) as EventLog;

const item = (city: string, month: string) => ({ city: { name: city }, window: { start: `${month}-01T00:00:00Z` } });

const WORK_ITEMS = [item('Hanoi', '2018-11'), item('Hanoi', '2018-12'), item('Hue', '2018-11'), item('Hue', '2018-12')];

/** An activity with a clock that a test moves. */
const setUp = (engine = 'duckdb') => {
  const clock = { ms: 0 };
  const activity = new Activity(engine, () => clock.ms);
  return { activity, clock };
};

/** The same in the Map, with its first two items begun. */
const inMap = () => {
  const { activity, clock } = setUp();
  activity.onEvent(entered('ExtractCities', 'Map', { plan: { workItems: WORK_ITEMS } }));
  for (const index of [0, 1]) activity.onEvent(entered('Extract', 'Task', WORK_ITEMS[index], index));
  return { activity, clock };
};

describe('what a run is doing', () => {
  it('is the state that it is in, with its time', () => {
    const { activity } = setUp();
    activity.onEvent(entered('LoadWarehouse', 'Task', {}));

    expect(activity.describe(12)).toBe('LoadWarehouse, 12 s so far');
  });

  it.each([
    ['spark', 'TransformToStaging, waiting for Spark, 40 s so far'],
    ['duckdb', 'TransformToStaging, 40 s so far'],
  ])('says whether it waits for Spark: %s', (engine, text) => {
    const { activity } = setUp(engine);
    activity.onEvent(entered('TransformToStaging', 'Task', {}));

    expect(activity.describe(40)).toBe(text);
  });

  it('is in the Map how many of the items are done, and which are under way by city and month', () => {
    const { activity } = inMap();

    expect(activity.describe(3)).toBe('Extract 0 of 4 done, 0 rows, 0 requests: Hanoi 2018-11, Hanoi 2018-12');
  });

  it('reckons from the items that are done how long the others take', () => {
    const { activity, clock } = inMap();
    activity.watch({ counts: { requests: 1_200, rateLimitHits: 0 } });
    activity.watch({ counts: { requests: 34, rateLimitHits: 0 } });
    clock.ms = 60_000;

    activity.onEvent(extracted(720));
    activity.onEvent(succeeded(0));
    activity.onEvent(entered('Extract', 'Task', WORK_ITEMS[2], 2));

    expect(activity.describe(60)).toBe(
      'Extract 1 of 4 done, 720 rows, 1,234 requests, 3 min left: Hanoi 2018-12, Hue 2018-11',
    );
  });

  it('counts an item once, however many states lead to its end', () => {
    const { activity } = inMap();

    activity.onEvent(extracted(720));
    activity.onEvent(entered('ItemExtracted?', 'Choice', { done: true, ...WORK_ITEMS[0] }, 0));
    activity.onEvent(entered('ItemDone', 'Succeed', { done: true, ...WORK_ITEMS[0] }, 0));
    activity.onEvent(succeeded(0));

    expect(activity.describe(0)).toMatch(/^Extract 1 of 4 done, 720 rows/);
  });

  it('says that it waits for the rate limit, as long as it does', () => {
    const { activity, clock } = inMap();

    activity.hear({ waitSeconds: 34 });

    expect(activity.describe(5)).toMatch(/^Extract 0 of 4 done, waiting 34 s for OpenAQ's rate limit, 0 rows/);
    clock.ms = 34_000;
    expect(activity.describe(39)).not.toContain('waiting');
  });

  it('goes on with the states behind the Map', () => {
    const { activity } = inMap();

    activity.onEvent(exited('ExtractCities', 'Map'));
    activity.onEvent(entered('StartCrawler', 'Task', {}));

    expect(activity.describe(9)).toBe('StartCrawler, 9 s so far');
  });
});
