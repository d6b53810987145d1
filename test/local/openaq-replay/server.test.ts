import { createRecordedApi } from '../../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../../local/openaq-replay/server';
import { httpGet } from '../../support/http-get';

const KEY = { 'X-API-Key': 'any-key' };
const HANOI = '/v3/locations?bbox=105.28,20.56,106.02,21.39';

let server: ReplayServer;
afterEach(() => server.close());

describe('the replay server over plain HTTP', () => {
  const ask = (path: string) => httpGet(`${server.url}${path}`, KEY);
  beforeEach(async () => {
    server = await startReplayServer();
  });

  it('answers what a person asks with curl, 60 times a minute', async () => {
    const response = await httpGet(
      `${server.url}/v3/sensors/21632/hours?datetime_from=2018-12-05T00:00:00Z&datetime_to=2018-12-05T01:00:00Z`,
      { 'X-API-Key': 'my-key', accept: '*/*', 'user-agent': 'curl/8.5.0' },
    );

    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=900',
      vary: 'Accept-Encoding',
      'x-ratelimit-limit': '60',
      'x-ratelimit-used': '1',
      'x-ratelimit-remaining': '59',
      'x-ratelimit-reset': '60',
      'content-length': String(Buffer.byteLength(response.body)),
    });
    const hour = {
      datetimeFrom: { utc: '2018-12-05T00:00:00Z', local: '2018-12-05T07:00:00+07:00' },
      datetimeTo: { utc: '2018-12-05T01:00:00Z', local: '2018-12-05T08:00:00+07:00' },
    };
    expect(JSON.parse(response.body)).toMatchObject({
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
    const plain = await ask(HANOI);
    const compressed = await httpGet(`${server.url}${HANOI}`, { ...KEY, 'accept-encoding': 'gzip, deflate' });

    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(Number(compressed.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 5);
    expect(compressed.body).toBe(plain.body);
  });

  it.each([
    [`${HANOI}&limit=0`, 'limit'],
    [`${HANOI}&limit=1001`, 'limit'],
    [`${HANOI}&page=0`, 'page'],
    ['/v3/locations', 'bbox'],
    ['/v3/locations?bbox=105.28,20.56,106.02', 'bbox'],
    ['/v3/locations?bbox=105.28,20.56,106.02,north', 'bbox'],
    ['/v3/sensors/1/hours?datetime_from=2018-12-05T00:00:00Z', 'datetime_to'],
    ['/v3/sensors/1/hours?datetime_from=2018-12-05&datetime_to=2018-12-06T00:00:00Z', 'datetime_from'],
  ])('refuses %s with 422, naming %s', async (path, name) => {
    const response = await ask(path);

    expect(response.status).toBe(422);
    expect(JSON.parse(response.body)).toMatchObject({
      detail: [{ msg: expect.any(String), loc: expect.arrayContaining(['query', name]) }],
    });
  });

  it('refuses a filter that is not replayed instead of giving what it would keep out', async () => {
    const response = await ask(`${HANOI}&parameters_id=2`);

    expect([response.status, JSON.parse(response.body)]).toEqual([
      422,
      { detail: [{ loc: ['query'], msg: 'Unrecognized key: "parameters_id"' }] },
    ]);
  });

  it.each(['/v3/locations/', '/v3/sensors/21632/hours/daily', '//'])('does not know %s', async (path) => {
    const response = await ask(path);
    expect([response.status, JSON.parse(response.body)]).toEqual([404, { detail: 'Not Found' }]);
  });
});

describe('keys and limits of the replay server', () => {
  it('refuses no key like the firewall and a wrong key like the application', async () => {
    server = await startReplayServer(createRecordedApi({ apiKey: 'the-key' }));
    const ask = (headers: Record<string, string>) => httpGet(`${server.url}${HANOI}`, headers);

    const [none, empty, wrong, right] = [
      await ask({}),
      await ask({ 'X-API-Key': '' }),
      await ask({ 'X-API-Key': 'another' }),
      await ask({ 'x-api-key': 'the-key' }),
    ];

    const noKey = { message: 'Unauthorized. A valid API key must be provided in the X-API-Key header.' };
    expect([none.status, JSON.parse(none.body), none.headers['cache-control']]).toEqual([401, noKey, undefined]);
    expect([empty.status, JSON.parse(empty.body)]).toEqual([401, noKey]);
    expect([wrong.status, JSON.parse(wrong.body)]).toEqual([401, { detail: 'Invalid credentials' }]);
    expect(wrong.headers['x-ratelimit-limit']).toBeUndefined();
    expect(right.headers['x-ratelimit-used']).toBe('1');
  });

  it('answers 429 when the minute is used up, until the next', async () => {
    let nowMs = Date.parse('2026-01-01T00:00:10Z');
    server = await startReplayServer(createRecordedApi({ requestsPerMinute: 2, now: () => nowMs }));
    const ask = () => httpGet(`${server.url}${HANOI}`, KEY);
    await ask();
    nowMs += 15_000;
    await ask();

    const refused = await ask();
    nowMs += 45_000;
    const later = await ask();

    expect([refused.status, JSON.parse(refused.body)]).toEqual([429, { detail: 'Too many requests' }]);
    expect(refused.headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-used': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '45',
      'cache-control': 'public, max-age=900',
    });
    expect(refused.headers['retry-after']).toBeUndefined();
    expect([later.status, later.headers['x-ratelimit-used']]).toEqual([200, '1']);
  });

  it('takes an answer from what is put before the recorded API', async () => {
    const recorded = createRecordedApi();
    server = await startReplayServer((question) =>
      question.path.endsWith('/hours') ? { status: 503, headers: {}, body: 'busy' } : recorded(question),
    );

    expect(await httpGet(`${server.url}/v3/sensors/1/hours`, KEY)).toMatchObject({ status: 503, body: 'busy' });
    expect((await httpGet(`${server.url}${HANOI}`, KEY)).status).toBe(200);
  });
});
