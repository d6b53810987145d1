import { type ReplayServer, startReplayServer } from '../../../local/openaq-replay/server';
import { httpGet, type PlainResponse } from '../../support/http-get';

const KEY = { 'X-API-Key': 'any-key' };

const NO_KEY = { message: 'Unauthorized. A valid API key must be provided in the X-API-Key header.' };
const GONE = {
  message:
    'Gone. Version 1 and Version 2 API endpoints are retired and no longer available. Please migrate to Version 3 endpoints.',
};
const SERVER_FAILURE = 'Internal Server Error';

const bodyOf = ({ headers, body }: PlainResponse): unknown =>
  headers['content-type'] === 'application/json' ? JSON.parse(body) : body;

describe('the replay server over plain HTTP', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer({ requestsPerMinute: 10_000 });
  });
  afterAll(() => server.close());

  const ask = (path: string): Promise<PlainResponse> => httpGet(`${server.url}${path}`, KEY);

  it('answers what a person asks with curl', async () => {
    const response = await httpGet(
      `${server.url}/v3/sensors/21632/hours?datetime_from=2018-12-05T00:00:00Z&datetime_to=2018-12-05T01:00:00Z`,
      { 'X-API-Key': 'my-key', accept: '*/*', 'user-agent': 'curl/8.5.0' },
    );

    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=900',
      vary: 'Accept-Encoding',
      'x-ratelimit-limit': '10000',
      'x-ratelimit-used': '1',
      'x-ratelimit-remaining': '9999',
      'x-ratelimit-reset': '60',
      'content-length': String(Buffer.byteLength(response.body)),
    });
    const hour = {
      datetimeFrom: { utc: '2018-12-05T00:00:00Z', local: '2018-12-05T07:00:00+07:00' },
      datetimeTo: { utc: '2018-12-05T01:00:00Z', local: '2018-12-05T08:00:00+07:00' },
    };
    expect(bodyOf(response)).toMatchObject({
      meta: { name: 'openaq-api', website: '/', page: 1, limit: 100, found: 1 },
      results: [
        {
          parameter: { id: 2, name: 'pm25', units: 'µg/m³', displayName: null },
          period: { label: '1hour', interval: '01:00:00', ...hour },
          coverage: { observedCount: 1, ...hour },
        },
      ],
    });
  });

  it('compresses long bodies for a client that accepts it', async () => {
    const url = `${server.url}/v3/locations?iso=VN`;
    const plain = await httpGet(url, KEY);
    const compressed = await httpGet(url, { ...KEY, 'accept-encoding': 'gzip, deflate' });

    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(Number(compressed.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 5);
    expect(compressed.body).toBe(plain.body);
  });

  it.each([
    ['/v3/locations/999999999', 404, { detail: 'Location not found' }],
    ['/v3/locations/99999999999', 500, SERVER_FAILURE],
    ['/v3/sensors/99999999999/hours', 500, SERVER_FAILURE],
    ['/v3/locations/', 404, { detail: 'Not Found' }],
    ['/v3/sensors/21632/hours/', 404, { detail: 'Not Found' }],
    ['//', 404, { detail: 'Not Found' }],
    ['/v2/locations', 410, GONE],
    ['/v1/measurements', 410, GONE],
    ['/v3/locations?radius=1000', 500, SERVER_FAILURE],
    ['/v3/locations?coordinates=105.8542,21.0285&radius=1000', 500, SERVER_FAILURE],
    ['/v3/locations?coordinates=21.0285&radius=1000', 500, SERVER_FAILURE],
    ['/v3/locations?bbox=106,20,105,21', 500, SERVER_FAILURE],
    ['/v3/locations?bbox=181.28,20.56,182.02,21.39', 500, SERVER_FAILURE],
    ['/v3/locations?bbox=105.28,20.56,106.02,21.39,7', 500, SERVER_FAILURE],
    ['/v3/sensors/21632/hours?datetime_from=2018-12-05&datetime_to=2018-12-06T00:00:00Z', 500, SERVER_FAILURE],
  ])('answers %s with %i, like the API', async (path, status, body) => {
    const response = await ask(path);
    expect([response.status, bodyOf(response)]).toEqual([status, body]);
  });

  // As the API's published program answers them (openaq/openaq-api-v2, 2026-02).
  it.each([
    ['/v3/locations?limit=0', { type: 'greater_than', loc: ['query', 'limit'], input: 0, ctx: { gt: 0 } }],
    ['/v3/locations?page=0', { type: 'greater_than', loc: ['query', 'page'], input: 0, ctx: { gt: 0 } }],
    ['/v3/locations?iso=', { type: 'string_too_short', loc: ['query', 'iso'], input: '', ctx: { min_length: 1 } }],
    ['/v3/locations?bbox=20.56,105.28,21.39,106.02', { type: 'string_pattern_mismatch', loc: ['query', 'bbox'] }],
    ['/v3/locations/0', { type: 'greater_than_equal', loc: ['query', 'locations_id'], input: 0, ctx: { ge: 1 } }],
    ['/v3/sensors/1/hours?limit=1001', { type: 'less_than_equal', loc: ['query', 'limit'], input: 1001 }],
  ])('refuses %s with 422 and a list of problems', async (path, problem) => {
    const response = await ask(path);
    expect(response.status).toBe(422);
    expect(bodyOf(response)).toMatchObject({
      detail: [{ ...problem, msg: expect.any(String), url: `https://errors.pydantic.dev/2.13/v/${problem.type}` }],
    });
  });

  it.each([
    [
      '/v3/locations/abc',
      "[{'type': 'int_parsing', 'loc': ('path', 'locations_id'), 'msg': 'Input should be a valid integer, unable to parse string as an integer', 'input': 'abc'}]",
    ],
    [
      '/v3/locations?coordinates=21,105&radius=0',
      "[{'type': 'greater_than', 'loc': ('query', 'radius'), 'msg': 'Input should be greater than 0', 'input': '0', 'ctx': {'gt': 0}}]",
    ],
    [
      '/v3/sensors/1/hours?datetime_from=2018-12-01T00:00:00+07:00',
      expect.stringContaining("'input': '2018-12-01T00:00:00 07:00'"),
    ],
    ['/v3/sensors/1/hours?datetime_to=abc', expect.stringContaining("'loc': ('query', 'datetime_to', 'date')")],
    [
      '/v3/sensors/1/hours?datetime_from=2018-12-02&datetime_to=2018-12-01T00:00',
      'Date/time from must be older than the date/time to. User passed 2018-12-02 00:00:00 - 2018-12-01 00:00:00',
    ],
  ])('refuses %s with 422 and a JSON string', async (path, body) => {
    const response = await ask(path);
    expect([response.status, bodyOf(response)]).toEqual([422, body]);
  });

  it.each([
    ['2018-12-05', '2018-12-06'],
    ['2018-12-05T00:00', '2018-12-06T00:00:00'],
    ['2018-12-05T00:00:00%2B07:00', '2018-12-05T17:00:00.000Z'],
  ])('takes a time without offset as the local time of the station (%s to %s)', async (from, to) => {
    const response = await ask(`/v3/sensors/21632/hours?datetime_from=${from}&datetime_to=${to}`);
    const { results } = bodyOf(response) as { results: { period: { datetimeTo: { local: string } } }[] };
    expect(results).toHaveLength(24);
    expect(results[0]?.period.datetimeTo.local).toBe('2018-12-05T01:00:00+07:00');
    expect(results.at(-1)?.period.datetimeTo.local).toBe('2018-12-06T00:00:00+07:00');
  });

  it.each([
    ['HEAD', 404],
    ['POST', 405],
    ['DELETE', 405],
  ])('answers %s with %i', async (method, status) => {
    const response = await httpGet(`${server.url}/v3/locations`, KEY, method);
    expect(response.status).toBe(status);
    if (status === 405) expect(bodyOf(response)).toEqual({ detail: 'Method Not Allowed' });
  });

  it.each([
    ['/v3/parameters'],
    ['/v3/sensors/21632'],
    ['/v3/sensors/21632/measurements'],
    ['/v3/sensors/21632/hours/daily'],
    ['/v3/locations/7441/latest'],
    ['/v3/locations?parameters_id=2'],
  ])('says openly that %s is not replayed', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(501);
    expect(bodyOf(response)).toEqual({
      detail: expect.stringMatching(/^The replay has no .*; it has \/v3\/locations /),
    });
  });

  it('lists every request that it answered', async () => {
    const before = server.requestCount;
    await ask('/v3/locations/7441');
    await ask('/v3/nope');

    expect(server.requestCount).toBe(before + 2);
    expect(server.requests.slice(before)).toEqual([
      { method: 'GET', path: '/v3/locations/7441', status: 200 },
      { method: 'GET', path: '/v3/nope', status: 404 },
    ]);
  });
});

describe('keys and limits of the replay server', () => {
  let server: ReplayServer;
  afterEach(() => server.close());

  it('refuses no key like the firewall and a wrong key like the application', async () => {
    server = await startReplayServer({ apiKey: 'the-key' });
    const ask = (headers: Record<string, string>) => httpGet(`${server.url}/v3/locations`, headers);

    const [none, empty, wrong, right] = [
      await ask({}),
      await ask({ 'X-API-Key': '' }),
      await ask({ 'X-API-Key': 'another' }),
      await ask({ 'x-api-key': 'the-key' }),
    ];

    expect([none.status, bodyOf(none), none.headers['cache-control']]).toEqual([401, NO_KEY, undefined]);
    expect([empty.status, bodyOf(empty)]).toEqual([401, NO_KEY]);
    expect([wrong.status, bodyOf(wrong)]).toEqual([401, { detail: 'Invalid credentials' }]);
    expect(wrong.headers['x-ratelimit-limit']).toBeUndefined();
    expect(right.headers['x-ratelimit-used']).toBe('1');
  });

  it('answers 429 when a key has used its minute, for that key only, until the next minute', async () => {
    let nowMs = Date.parse('2026-01-01T00:00:10Z');
    server = await startReplayServer({ requestsPerMinute: 2, now: () => nowMs });
    const ask = (key: string) => httpGet(`${server.url}/v3/locations/7441`, { 'X-API-Key': key });
    await ask('a');
    nowMs += 15_000;
    await ask('a');

    const refused = await ask('a');
    const other = await ask('b');
    nowMs = Date.parse('2026-01-01T00:01:00Z');
    const later = await ask('a');

    expect([refused.status, bodyOf(refused)]).toEqual([429, { detail: 'Too many requests' }]);
    expect(refused.headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-used': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '45',
      'cache-control': 'public, max-age=900',
    });
    expect(refused.headers['retry-after']).toBeUndefined();
    expect(other.status).toBe(200);
    expect([later.status, later.headers['x-ratelimit-used']]).toEqual([200, '1']);
  });

  it('allows 60 requests a minute unless told otherwise', async () => {
    server = await startReplayServer();
    const { headers } = await httpGet(`${server.url}/v3/locations/7441`, KEY);
    expect(headers['x-ratelimit-limit']).toBe('60');
  });

  it('rejects when its port is taken', async () => {
    server = await startReplayServer();
    const port = Number(new URL(server.url).port);
    await expect(startReplayServer({ port })).rejects.toThrow(/EADDRINUSE/);
  });
});
