import { hourEndsFrom, startFakeOpenAq } from '../../../../support/fake-openaq';
import { startTestServer, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const DAY_OF_HOURS = hourEndsFrom(DAY.start, 24);

describe('retries of the OpenAQ client', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  // Which failures are tried again, and what is said of them in the end: test/faults/transport.test.ts.
  it('waits before each further try for a random part of a second, then of two, of four and of eight', async () => {
    server = await startTestServer(() => ({ status: 500, body: 'Internal Server Error' }));
    const { client, clock } = openClient(server.url);

    await expect(client.hours(1, DAY)).rejects.toMatchObject({ name: 'OpenAqUnavailableError' });

    expect(clock.sleeps).toEqual([500, 1_000, 2_000, 4_000]);
    expect(client.counts.requests).toBe(5);
  });

  it('tries again when an answer does not come in time', async () => {
    server = await startFakeOpenAq({
      hourEnds: DAY_OF_HOURS,
      fault: (_request, index) => (index === 0 ? 'stay silent' : undefined),
    });
    const { client, logged } = openClient(server.url, { requestTimeoutMs: 100 });

    await expect(client.hours(1, DAY)).resolves.toHaveLength(24);
    expect(logged).toContainEqual(expect.objectContaining({ failure: 'no answer within 0.1 s', tries: 1 }));
  });

  it.each([
    ['an empty body', ' \n', 'an empty body'],
    ['HTML', `<html>\n${'x'.repeat(200)}`, `a body that is not JSON: <html> ${'x'.repeat(75)}...`],
  ])('says that a success had %s, on one line that is not long', async (_, body, said) => {
    server = await startTestServer(() => ({ status: 200, body }));
    const { client, logged } = openClient(server.url);

    await expect(client.hours(1, DAY)).rejects.toThrow(`failed 5 times, at last because it answered 200 with ${said}`);
    const { url } = server.requests[0] ?? {};
    expect(logged[0]).toMatchObject({
      message: 'OpenAQ request failed',
      url: `${server.url}${url?.pathname}${url?.search}`,
      failure: expect.stringContaining(`it answered 200 with ${said}`),
      tries: 1,
    });
  });

  it('keeps what broke the connection as the cause, and needs no log', async () => {
    server = await startTestServer(() => 'hang up');
    const { client } = openClient(server.url, { log: undefined });

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      cause: { message: 'other side closed', code: 'UND_ERR_SOCKET' },
    });
  });

  it('waits for an answer no longer than until the deadline', async () => {
    server = await startTestServer(() => 'stay silent');
    const { client, logged } = openClient(server.url, { deadlineMs: Date.parse('2026-01-01T00:00:00.100Z') });

    await expect(client.hours(1, DAY)).rejects.toMatchObject({ name: 'OpenAqUnavailableError' });
    expect(logged).toMatchObject([{ failure: 'no answer within 0.1 s' }]);
  });

  it('names the address and the reason when nothing listens there', async () => {
    const gone = await startTestServer(() => 'hang up');
    await gone.close();

    await expect(openClient(gone.url).client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message: expect.stringMatching(new RegExp(`GET ${gone.url}/v3/.* because connect ECONNREFUSED`)),
    });
  });

  it('names the host that does not exist', async () => {
    await expect(openClient('http://openaq.invalid').client.hours(1, DAY)).rejects.toThrow(
      /GET http:\/\/openaq\.invalid\/v3\/.* because getaddrinfo E\w+ openaq\.invalid/,
    );
  });

  it('stops before a backoff that would end after the deadline', async () => {
    server = await startTestServer(() => ({ status: 500, body: 'Internal Server Error' }));
    const start = Date.parse('2026-01-01T00:00:00Z');
    const { client, clock } = openClient(server.url, { deadlineMs: start + 1_000 });

    await expect(client.hours(1, DAY)).rejects.toMatchObject({ name: 'OpenAqUnavailableError' });
    expect(clock.sleeps).toEqual([500]);
    expect(server.requests).toHaveLength(2);
  });

  it('sends nothing after the deadline', async () => {
    server = await startFakeOpenAq({});
    const { client, clock } = openClient(server.url, { deadlineMs: Date.parse('2026-01-01T00:00:10Z') });
    await clock.sleep(10_000);

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message: expect.stringContaining('The time of this work item is over'),
    });
    expect(server.requests).toHaveLength(0);
  });
});
