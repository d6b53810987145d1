import { REQUESTS_AT_ONCE } from '../../../../../lambdas/shared/domain/capacity';
import { hourEndsFrom, startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, type ReceivedRequest, startTestServer, type TestServer } from '../../../../support/http-server';
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

  it('asks later sensors from the start in the windows that the API answers', async () => {
    server = await startFakeOpenAq({
      fault: (request) => (hoursAsked(request) > 50 ? TOO_SLOW : undefined),
    });
    const { client, logged } = openClient(server.url);

    await client.hours(1, WEEK);
    await client.hours(2, WEEK);

    const asked = server.requests.map((request) => [sensorAsked(request), hoursAsked(request)]);
    expect(asked.slice(6)).toEqual(Array(4).fill([2, 42]));
    expect(logged).toEqual([
      { message: 'OpenAQ took too long: asking for shorter windows', sensorId: 1, ...WEEK },
      {
        message: 'OpenAQ took too long: asking for shorter windows',
        sensorId: 1,
        ...{ start: WEEK.start, end: '2018-12-06T12:00:00Z' },
      },
    ]);
  });

  it('ends when a window of one hour takes too long, with the query and what to do', async () => {
    server = await startFakeOpenAq({ fault: () => TOO_SLOW });
    const { client } = openClient(server.url, { log: undefined });

    await expect(client.hours(1, { start: WEEK.start, end: '2018-12-04T00:00:00Z' })).rejects.toMatchObject({
      name: 'OpenAqQueryTooSlowError',
      message: `OpenAQ answered 408 to GET ${server.url}/v3/sensors/1/hours?datetime_from=2018-12-03T00:00:00Z&datetime_to=2018-12-03T01:59:59Z, and a window cannot be shorter than an hour: report the sensor to OpenAQ`,
    });
    expect(server.requests.map(hoursAsked)).toEqual([24, 12, 6, 3, 1]);
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

  it.each([
    ['both took too long', { 2: 10, 3: 100 }, 84],
    ['both took too long, and not the one that one alone did', { 2: 100, 3: 50 }, 84],
  ])('asks all for half of the longest window that for two of them %s', async (_, limits, expected) => {
    const limitOf = new Map(Object.entries(limits).map(([sensor, hours]) => [Number(sensor), hours]));
    server = await startFakeOpenAq({
      fault: (request) =>
        hoursAsked(request) > (limitOf.get(sensorAsked(request)) ?? Infinity) ? TOO_SLOW : undefined,
    });
    const { client } = openClient(server.url);

    for (const sensorId of [1, 2, 3, 4]) await client.hours(sensorId, WEEK);

    expect(server.requests.filter((request) => sensorAsked(request) === 4).map(hoursAsked)[0]).toBe(expected);
  });

  it('spares the API again behind a slow query, until as many as go side by side were answered one by one', async () => {
    // Prepare: how many queries are under way, itself included, when one comes. The last four are answered together.
    const underWay: number[] = [];
    const ONE_BY_ONE = 1 + 3 + REQUESTS_AT_ONCE;
    const held: (() => void)[] = [];
    let open = 0;
    server = await startTestServer((request) => (response) => {
      open += 1;
      underWay.push(open);
      const answer = () => {
        open -= 1;
        const status = sensorAsked(request) === 2 && hoursAsked(request) > 100 ? 408 : 200;
        response.writeHead(status).end('{"results":[]}');
      };
      if (underWay.length <= ONE_BY_ONE) answer();
      else held.push(answer);
      if (held.length === 4) for (const each of held) each();
    });
    const { client } = openClient(server.url);

    // Act
    await client.hours(1, WEEK);
    await client.hours(2, WEEK);
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE + 4 }, (_, nth) => client.hours(3 + nth, WEEK)));

    // Assess: the slow sensor's two shorter windows say nothing of the others.
    expect(underWay).toEqual([...Array(ONE_BY_ONE).fill(1), 1, 2, 3, 4]);
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
