import { startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const START_MS = Date.parse('2026-01-01T00:00:00Z');

const rateHeaders = (remaining: number, reset: number): Record<string, string> => ({
  'x-ratelimit-limit': '60',
  'x-ratelimit-used': String(60 - remaining),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
});

const emptyPage = (headers: Record<string, string>): TestResponse =>
  jsonResponse(200, { meta: { found: 0 }, results: [] }, headers);

const tooMany = (reset: number): TestResponse =>
  jsonResponse(429, { detail: 'Too many requests' }, rateHeaders(0, reset));

describe('rate limits of the OpenAQ client', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('waits for the reset before the next request when none remains', async () => {
    server = await startTestServer((_, index) => emptyPage(rateHeaders(1 - index, 42)));
    const { client, clock } = openClient(server.url);

    await client.hours(1, DAY);
    await client.hours(2, DAY);
    expect(clock.sleeps).toEqual([]);
    await client.hours(3, DAY);

    // One second more than the header says, because the server rounds it.
    expect(clock.sleeps).toEqual([43_000]);
    expect(client.counts.rateLimitHits).toBe(0);
  });

  it('waits after a 429 for the reset and a jitter, then returns the answer', async () => {
    server = await startFakeOpenAq({ fault: (_, index) => (index === 0 ? tooMany(17) : undefined) });
    const { client, clock, logged } = openClient(server.url);

    await expect(client.hours(1, DAY)).resolves.toEqual([]);

    expect(clock.sleeps).toEqual([19_500]);
    expect(client.counts.requests).toBe(2);
    expect(client.counts.rateLimitHits).toBe(1);
    expect(logged).toEqual([{ message: 'OpenAQ rate limit used up: waiting for its reset', waitSeconds: 20 }]);
  });

  it('waits a minute after a 429 without headers, and an hour at most', async () => {
    server = await startFakeOpenAq({
      fault: (_, index) => [jsonResponse(429, { detail: 'Too many requests' }), tooMany(1_760_000_000)][index],
    });
    const { client, clock } = openClient(server.url);

    await client.hours(1, DAY);

    expect(clock.sleeps).toEqual([62_500, 3_602_500]);
  });

  it('gives up at once when the reset comes after the deadline', async () => {
    server = await startTestServer(() => tooMany(50));
    const { client, clock } = openClient(server.url, { deadlineMs: START_MS + 30_000 });

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqRateLimitedError',
      message: expect.stringContaining('next request in 53 s, after the deadline'),
    });
    expect(clock.sleeps).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('gives up after 6 times 429 although it waited', async () => {
    server = await startTestServer(() => tooMany(1));
    const { client } = openClient(server.url);

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqRateLimitedError',
      message: expect.stringMatching(
        /^OpenAQ answered 429 to GET http:.*\/v3\/sensors\/1\/hours\?.* 6 times, although each try waited for the reset; is the key used elsewhere at the same time\?$/,
      ),
    });
    expect(server.requests).toHaveLength(6);
    expect(client.counts.rateLimitHits).toBe(6);
  });

  it('keeps the interval between the starts of requests', async () => {
    server = await startFakeOpenAq({});
    const { client, clock } = openClient(server.url, { minRequestIntervalMs: 1_800 });

    await client.hours(1, DAY);
    await client.hours(2, DAY);
    await clock.sleep(1_000);
    await client.hours(3, DAY);

    expect(clock.sleeps).toEqual([1_800, 1_000, 800]);
  });

  it('keeps the interval between requests that were asked for at once', async () => {
    const startedAt: number[] = [];
    const { client, clock } = openClient('http://placeholder.invalid');
    server = await startFakeOpenAq({
      fault: () => {
        startedAt.push(clock.now() - START_MS);
        return undefined;
      },
    });
    const paced = openClient(server.url, { now: clock.now, sleep: clock.sleep, minRequestIntervalMs: 2_000 }).client;

    await Promise.all([1, 2, 3].map((sensorId) => paced.hours(sensorId, DAY)));

    expect(client.counts.requests).toBe(0);
    expect(server.requests).toHaveLength(3);
    expect(startedAt.at(-1)).toBeGreaterThanOrEqual(4_000);
  });

  it('counts a retry as a request of its own pace', async () => {
    server = await startFakeOpenAq({
      fault: (_, index) => (index === 0 ? { status: 500, body: 'Internal Server Error' } : undefined),
    });
    const { client, clock } = openClient(server.url, { minRequestIntervalMs: 5_000 });

    await client.hours(1, DAY);

    expect(clock.sleeps).toEqual([500, 4_500]);
  });
});
