import { wholePlan } from '../../local/cli/backfill';
import { INPUT, WORLD } from '../support/fault-bench';
import type { TestServer } from '../support/http-server';
import { useLaptop } from '../support/laptop-run';
import { startWorld } from '../support/world';

describe('a backfill of more days than one run takes, on the laptop', () => {
  let api: TestServer;
  const parts = useLaptop({ maxBackfillDays: 1 }, () => api.url);
  const whole = useLaptop({}, () => api.url);
  const factsOf = ({ query }: typeof parts) =>
    query('select location_id, measurement_datetime, pm25 from openaq.fact_measurements order by 1, 2');
  beforeAll(async () => {
    api = await startWorld(() => WORLD);
  });
  afterAll(() => api.close());

  it('is run to its end, run by run, and leaves what one run leaves', async () => {
    const result = await parts.backfill(INPUT);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      runIds: [expect.stringMatching(/-test-1$/), expect.stringMatching(/-test-1-from-2024-01-16$/)],
      plan: { window: { start: '2024-01-15T00:00:00Z', end: '2024-01-17T00:00:00Z' }, next: null },
    });
    expect(await whole.backfill(INPUT)).toMatchObject({ status: 'SUCCEEDED', runIds: [expect.any(String)] });
    expect(await factsOf(parts)).toEqual(await factsOf(whole));
    expect(parts.printed()).toContain('2024-01-15 to 2024-01-16 is loaded; the next run goes on');
  });

  it('goes through days without a row', async () => {
    const result = await parts.backfill({ ...INPUT, to: '2024-01-17' });

    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(result.runIds).toHaveLength(3);
  });
});

describe('the whole of a backfill', () => {
  const window = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };

  it('reaches from the first day of its run to the last that is asked for', () => {
    const next = { name: 'a-from-2021-01-01', input: '{"from":"2021-01-01","to":"2023-06-30"}' };

    expect(wholePlan({ window, next })).toEqual({ window: { ...window, end: '2023-07-01T00:00:00Z' }, next });
    expect(wholePlan({ window, next: null })).toEqual({ window, next: null });
  });
});
