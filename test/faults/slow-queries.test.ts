import { join } from 'node:path';
import { extractInto } from '../support/extract-run';
import { jsonResponse, type TestServer } from '../support/http-server';
import { expectSentence } from '../support/one-sentence';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld, worldLocation } from '../support/world';
import { HOURS, SENSORS, SLOW_QUERIES } from './slow-queries-list';
import { titleOf } from './tried';

const HOUR_MS = 3_600_000;
const THREE_DAYS = { start: '2024-01-15T00:00:00Z', end: '2024-01-18T00:00:00Z' };

const TOO_SLOW = jsonResponse(408, {
  detail: 'Connection timed out: Try to provide more specific query parameters or a smaller time frame.',
});

/** The bounds are those of ENDs: up to 59:59 more than the window. */
const hoursAsked = ({ searchParams }: URL): number =>
  Math.floor(
    (Date.parse(searchParams.get('datetime_to') ?? '') - Date.parse(searchParams.get('datetime_from') ?? '')) / HOUR_MS,
  );

/** The sensor of location n has the id 10 n. */
const sensorOf = ({ pathname }: URL): number => Number(pathname.split('/')[3]) / 10;

const isHours = ({ pathname }: URL): boolean => pathname.endsWith('/hours');

describe('Faults of slow queries: Extract', () => {
  const run = extractInto(join(temporaryDirectory(), 'bucket'));
  const world = Array.from({ length: SENSORS }, (_, index) =>
    worldLocation(
      index + 1,
      [105.8, 21],
      THREE_DAYS.start,
      Array.from({ length: HOURS }, (_, hour) => (hour % 97) + index),
    ),
  );
  let isTooSlow: (url: URL) => boolean;
  let timeouts: URL[];
  let server: TestServer;
  beforeAll(async () => {
    server = await startWorld(
      () => world,
      (url) => {
        if (!isTooSlow(url)) return undefined;
        timeouts.push(url);
        return TOO_SLOW;
      },
    );
  });
  beforeEach(() => {
    timeouts = [];
    run.empty();
  });
  afterAll(() => server.close());

  it.each(SLOW_QUERIES.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, tried) => {
    isTooSlow = (url) => isHours(url) && hoursAsked(url) > tried.longestAnswered(sensorOf(url), timeouts.length);

    const { extraction } = await run.extract(server.url, {}, { window: THREE_DAYS });

    expect(extraction).toMatchObject({ rows: SENSORS * HOURS, values: SENSORS * HOURS, shadowedValues: 0 });
    expect(timeouts.length).toBeGreaterThan(0);
    expect(timeouts.length).toBeLessThanOrEqual(tried.mostTimeouts);
    expect(extraction?.requests).toBeLessThanOrEqual(tried.mostRequests);
    // A query that took too long takes too long again.
    expect(new Set(timeouts.map(({ href }) => href)).size).toBe(timeouts.length);
    const rows = await run.rows();
    expect(rows).toHaveLength(SENSORS * HOURS);
    expect(rows.map(({ pm25 }) => pm25)).toEqual(
      world.flatMap(({ sensors }) => [...(sensors[0]?.hours.values() ?? [])].map(({ value }) => value)),
    );
  });

  it.each([
    ['every query of hours', isHours, /and a window cannot be shorter than an hour: report the sensor to OpenAQ/, 7],
    ['the list of locations', (url: URL) => !isHours(url), /choose a smaller bounding box for this city/, 1],
  ] as const)(
    'ends in a sentence, having written nothing, when it is 408 to %s, always',
    async (_, slow, says, most) => {
      isTooSlow = slow;

      const { error } = await run.extract(server.url, {}, { window: THREE_DAYS });

      expect(error).toMatchObject({ name: 'OpenAqQueryTooSlowError', message: expect.stringMatching(says) });
      expectSentence(error?.message ?? '');
      expect(timeouts.length).toBeLessThanOrEqual(most);
      expect(await run.rows()).toEqual([]);
    },
  );
});
