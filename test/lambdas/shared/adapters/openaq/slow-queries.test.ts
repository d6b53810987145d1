import { hourEndsFrom, startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, type ReceivedRequest, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const WEEK = { start: '2018-12-03T00:00:00Z', end: '2018-12-10T00:00:00Z' };
const WEEK_OF_HOURS = hourEndsFrom(WEEK.start, 7 * 24);

const TOO_SLOW = jsonResponse(408, {
  detail: 'Connection timed out: Try to provide more specific query parameters or a smaller time frame.',
});

/** The bounds are those of ENDs: up to 59:59 more than the window. */
const hoursAsked = ({ url }: ReceivedRequest): number =>
  Math.floor(
    (Date.parse(url.searchParams.get('datetime_to') ?? '') - Date.parse(url.searchParams.get('datetime_from') ?? '')) /
      3_600_000,
  );

const sensorAsked = ({ url }: ReceivedRequest): number => Number(url.pathname.split('/')[3]);

describe('queries that take OpenAQ too long', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('halves the window until the API answers, and returns the same hours', async () => {
    server = await startFakeOpenAq({
      hourEnds: WEEK_OF_HOURS,
      fault: (request) => (hoursAsked(request) > 50 ? TOO_SLOW : undefined),
    });
    const { client, clock } = openClient(server.url);

    const hours = await client.hours(1, WEEK);

    expect(hours.map(({ periodStart }) => Date.parse(periodStart) + 3_600_000)).toEqual(
      WEEK_OF_HOURS.map((end) => Date.parse(end)),
    );
    expect(server.requests.map(hoursAsked)).toEqual([168, 84, 42, 42, 42, 42]);
    expect(clock.sleeps).toEqual([]);
  });

  it('never sends a query again that took too long', async () => {
    server = await startFakeOpenAq({
      hourEnds: WEEK_OF_HOURS,
      fault: (request) => (hoursAsked(request) > 20 ? TOO_SLOW : undefined),
    });

    await openClient(server.url).client.hours(1, WEEK);

    const queries = server.requests.map(({ url }) => url.search);
    expect(new Set(queries).size).toBe(queries.length);
  });

  it('halves the window when a later page takes too long, and drops the page before it', async () => {
    server = await startFakeOpenAq({
      hourEnds: WEEK_OF_HOURS,
      fault: ({ url }) => (url.searchParams.get('page') === '2' ? TOO_SLOW : undefined),
    });

    const hours = await openClient(server.url, { pageSize: 100 }).client.hours(1, WEEK);

    expect(hours).toHaveLength(7 * 24);
    expect(server.requests).toHaveLength(4);
  });

  it('asks other sensors for whole windows when one alone is slow, and never asks all in its short ones', async () => {
    server = await startFakeOpenAq({
      hourEnds: WEEK_OF_HOURS,
      fault: (request) => (sensorAsked(request) === 2 && hoursAsked(request) > 10 ? TOO_SLOW : undefined),
    });
    const { client } = openClient(server.url);

    for (const sensorId of [1, 2, 3, 4]) expect(await client.hours(sensorId, WEEK)).toHaveLength(168);

    expect(server.requests.filter((request) => sensorAsked(request) !== 2).map(hoursAsked)).toEqual([168, 168, 168]);
  });

  it('learns a limit that came up after longer windows had been answered', async () => {
    let limitHours = Infinity;
    server = await startFakeOpenAq({
      hourEnds: WEEK_OF_HOURS,
      fault: (request) => (hoursAsked(request) > limitHours ? TOO_SLOW : undefined),
    });
    const { client, logged } = openClient(server.url);

    await client.hours(1, WEEK);
    limitHours = 42;
    for (let sensorId = 2; sensorId <= 30; sensorId += 1) await client.hours(sensorId, WEEK);

    expect(logged.length).toBeLessThanOrEqual(4);
  });
});
