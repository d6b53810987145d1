import { hourEndsFrom, startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const DAY_OF_HOURS = hourEndsFrom(DAY.start, 24);

const PASSING_FAULTS: [string, TestResponse][] = [
  ['500 in plain text', { status: 500, body: 'Internal Server Error' }],
  ['502 in HTML', { status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' }],
  ['503', jsonResponse(503, { message: 'Service Unavailable' })],
  ['504', jsonResponse(504, { message: 'Endpoint request timed out' })],
  ['a broken connection', 'hang up'],
  ['200 with HTML', { status: 200, body: '<!doctype html><title>Maintenance</title>' }],
  ['200 with half a body', { status: 200, body: '{"meta":{},"results":[{"val' }],
  ['200 with no body', { status: 200, body: '' }],
  ['200 with blanks', { status: 200, body: ' \n' }],
  ['204', { status: 204, body: '' }],
  ['206 with a part', jsonResponse(206, { results: [] })],
  ['200 whose gzip is broken', { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'no gzip at all' }],
];

describe('retries of the OpenAQ client', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  it.each(PASSING_FAULTS)('tries again after %s and returns the whole answer', async (_, fault) => {
    server = await startFakeOpenAq({
      hourEnds: DAY_OF_HOURS,
      fault: (_request, index) => (index < 2 ? fault : undefined),
    });
    const { client, clock } = openClient(server.url);

    const hours = await client.hours(1, DAY);

    expect(hours).toHaveLength(24);
    expect(client.counts.requests).toBe(3);
    // Full jitter: a random part of 1 s, then of 2 s.
    expect(clock.sleeps).toEqual([500, 1_000]);
  });

  it.each(PASSING_FAULTS)('gives up after 5 times %s with OpenAqUnavailableError', async (_, fault) => {
    server = await startTestServer(() => fault);
    const { client } = openClient(server.url);

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message: expect.stringContaining(`GET ${server.url}/v3/sensors/1/hours`),
    });
    expect(server.requests).toHaveLength(5);
    expect(client.counts.requests).toBe(5);
  });

  it('says that the body was empty', async () => {
    server = await startTestServer(() => ({ status: 200, body: '' }));

    await expect(openClient(server.url).client.hours(1, DAY)).rejects.toThrow('it answered 200 with an empty body');
  });

  it('says that the body was not JSON', async () => {
    server = await startTestServer(() => ({ status: 200, body: '<!doctype html><title>Maintenance</title>' }));

    await expect(openClient(server.url).client.hours(1, DAY)).rejects.toThrow(
      'answered 200 with a body that is not JSON: <!doctype html><title>Maintenance</title>',
    );
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
