import { retryAfterMs } from '../../../../../lambdas/shared/adapters/openaq/retry-after';
import { startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const START_MS = Date.parse('2026-01-01T00:00:00Z');

const unavailable = (retryAfter: string, status = 503): TestResponse =>
  jsonResponse(status, { message: 'Service Unavailable' }, { 'retry-after': retryAfter });

describe('retryAfterMs', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['parts of a second', '1.25', 1_250],
    ['no seconds at all', '0', 0],
    ['a date', 'Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
    ['an RFC 850 date', 'Thursday, 01-Jan-26 00:02:00 GMT', 120_000],
    ['an asctime date, which has no zone and is UTC', 'Thu Jan  1 00:02:00 2026', 120_000],
    ['a date that is over', 'Wed, 31 Dec 2025 23:00:00 GMT', 0],
  ])('reads %s', (_, header, expected) => {
    expect(retryAfterMs(header, START_MS)).toBe(expected);
  });

  it.each([[null], [''], ['soon'], ['-5'], ['1 2'], ['Thu, 45 Jan 2026'], ['in Thu, 01 Jan 2026 00:02:00 GMT']])(
    'reads no wait in %p',
    (header) => {
      expect(retryAfterMs(header, START_MS)).toBeUndefined();
    },
  );
});

describe('Retry-After of OpenAQ', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it.each([
    ['503', unavailable('120')],
    ['500', unavailable('120', 500)],
    ['204', { status: 204, headers: { 'retry-after': '120' }, body: '' }],
    ['200 without JSON', { status: 200, headers: { 'retry-after': '120' }, body: '<html>' }],
    ['503 with a date', unavailable('Thu, 01 Jan 2026 00:02:00 GMT')],
  ] as [string, TestResponse][])('waits after %s as long as it asks, and its backoff', async (_, answer) => {
    server = await startFakeOpenAq({ fault: (_request, index) => (index === 0 ? answer : undefined) });
    const { client, clock } = openClient(server.url);

    await client.hours(1, DAY);

    expect(clock.now() - START_MS).toBe(120_500);
    expect(server.requests).toHaveLength(2);
  });

  it('waits after a 429 for the later of Retry-After and the reset of the limit', async () => {
    const tooMany = (retryAfter: string, reset?: string) =>
      jsonResponse(429, {}, { 'retry-after': retryAfter, ...(reset && { 'x-ratelimit-reset': reset }) });
    server = await startFakeOpenAq({
      fault: (_, index) => [tooMany('5'), tooMany('5', '17'), tooMany('300', '17')][index],
    });
    const { client, clock } = openClient(server.url);

    await client.hours(1, DAY);

    expect(clock.sleeps).toEqual([6_500, 19_500, 301_500]);
  });

  it('asks no second time within an hour when 429 says an hour: it ends at once, for the workflow to wait', async () => {
    server = await startTestServer(() => jsonResponse(429, {}, { 'retry-after': '3600' }));
    const { client, clock } = openClient(server.url, { deadlineMs: START_MS + 840_000 });

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqRateLimitedError',
      message: expect.stringContaining('allows the next request in 3602 s, after the deadline'),
    });
    await expect(client.hours(2, DAY)).rejects.toMatchObject({ name: 'OpenAqRateLimitedError' });
    expect(server.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('ends at once when 503 asks to wait beyond the deadline, and says how long', async () => {
    server = await startTestServer(() => unavailable('3600'));
    const { client, clock } = openClient(server.url, { deadlineMs: START_MS + 840_000 });

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message: expect.stringContaining('it answered 503: Service Unavailable (it asks to wait 3600 s)'),
    });
    await expect(client.hours(2, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message: expect.stringContaining('asks for the next request (Retry-After) in 3600 s, after the deadline'),
    });
    expect(server.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('holds back every other request of the client meanwhile', async () => {
    server = await startFakeOpenAq({ fault: (_, index) => (index === 0 ? unavailable('60') : undefined) });
    const { client, clock } = openClient(server.url);

    await Promise.all([client.hours(1, DAY), client.hours(2, DAY)]);

    expect(server.requests.length).toBeLessThanOrEqual(3);
    expect(clock.now() - START_MS).toBeGreaterThanOrEqual(60_000);
  });

  it('waits before the shorter windows when a 408 asks for it', async () => {
    const answers = [jsonResponse(408, {}, { 'retry-after': '30' })];
    server = await startFakeOpenAq({ fault: (_, index) => answers[index] });
    const { client, clock } = openClient(server.url);

    await client.hours(1, DAY);

    expect(clock.sleeps).toEqual([30_000]);
    expect(server.requests).toHaveLength(3);
  });
});
