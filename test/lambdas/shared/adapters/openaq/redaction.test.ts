import { inspect } from 'node:util';
import {
  createRedact,
  createRedactData,
  redactError,
  redactLog,
} from '../../../../../lambdas/shared/adapters/openaq/redaction';
import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { createKeptLog } from '../../../../support/kept-log';
import { API_KEY, openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const HANOI = [105.28, 20.56, 106.02, 21.39] as [number, number, number, number];

/** A key with every character that some encoding writes in another way. */
const ODD_KEY = 'Ab1%"\\/&<>+=~.*^$|(x)[y]{z}';

const inHex = (key: string, prefix: string): string =>
  [...key].map((letter) => `${prefix}${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

const WRITTEN: [string, (key: string) => string][] = [
  ['as it is', (key) => key],
  ['in upper case', (key) => key.toUpperCase()],
  ['in lower case', (key) => key.toLowerCase()],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded twice', (key) => encodeURIComponent(encodeURIComponent(key))],
  ['percent-encoded letter by letter', (key) => inHex(key, '%')],
  ['in JSON', (key) => JSON.stringify(key).slice(1, -1)],
  ['in JSON inside JSON', (key) => JSON.stringify(JSON.stringify(key)).slice(3, -3)],
  ['in JSON, escaped letter by letter', (key) => inHex(key, '\\u00')],
  ['in HTML', (key) => key.replaceAll('&', '&#38;').replaceAll('<', '&#x3C;').replaceAll('"', '&#034;')],
];

describe('createRedact', () => {
  it.each(WRITTEN)('finds the key %s', (_, write) => {
    for (const key of [API_KEY, ODD_KEY]) {
      expect(createRedact(key)(`before ${write(key)} after ${write(key)}`)).toBe('before [API key] after [API key]');
    }
  });

  it.each([
    ['a multiple of three', 'ok!'],
    ['one more', 'user:k:'],
    ['two more', 'api:k'],
  ])('finds the key in base64 and its URL form, behind %s bytes', (_, before) => {
    for (const key of [API_KEY, ODD_KEY, `${ODD_KEY}?`, `~~~>>>???${API_KEY}`]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const redacted = createRedact(key)(Buffer.from(`${before}${key} after`).toString(encoding));
        expect(redacted).toMatch(/^[\w+/-]{0,10}\[API key\][\w+/-]{8,10}=*$/);
        expect(createRedact(key)(Buffer.from(key).toString(encoding))).toMatch(/^\[API key\].?=*$/);
      }
    }
  });

  it('leaves other texts as they are', () => {
    expect(createRedact(ODD_KEY)('Ab1%"\\/ and no more')).toBe('Ab1%"\\/ and no more');
  });

  it('takes a key of 16 characters out of base64 and of data, and leaves both when it is shorter', () => {
    const [secret, word] = [API_KEY.slice(0, 16), API_KEY.slice(0, 15)];

    expect(createRedact(secret)(btoa(`${secret} `))).toMatch(/^\[API key\]/);
    expect(createRedact(word)(btoa(`${word} `))).toBe(btoa(`${word} `));
    expect(createRedactData(secret)(`name ${secret}`)).toBe('name [API key]');
    expect(createRedactData(word)(`name ${word}`)).toBe(`name ${word}`);
  });

  it.each([
    ['backslashes', '\\'],
    ['percent signs', '%'],
    ['twenty-fives', '%2525'],
    ['zeros of an entity', '&#0'],
    ["the key's own beginning", API_KEY.slice(0, -1)],
  ])('takes no more than linear time over a body of %s', (_, unit) => {
    const body = unit.repeat(Math.ceil(8_000_000 / unit.length));
    const startedAt = performance.now();

    createRedact(API_KEY)(body);

    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('redactError', () => {
  it('copies name, message, code and causes without the key, and nothing else', () => {
    const cause = Object.assign(new Error(`header ${API_KEY} refused`), { code: 'UND_ERR', request: { key: API_KEY } });
    const error = Object.assign(new TypeError('fetch failed', { cause }), { headers: [API_KEY] });

    const copy = redactError(error, createRedact(API_KEY));

    expect(inspect(copy, { depth: 9, showHidden: true })).not.toContain(API_KEY);
    expect(copy).toMatchObject({ name: 'TypeError', message: 'fetch failed', stack: 'TypeError: fetch failed' });
    expect(copy?.cause).toMatchObject({ name: 'Error', message: 'header [API key] refused', code: 'UND_ERR' });
  });

  it('copies five errors of a chain, and so ends for one that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;

    const chain: unknown[] = [];
    for (let copy = redactError(error, createRedact(API_KEY)); copy !== undefined; copy = copy.cause as typeof copy)
      chain.push(copy.message);
    expect(chain).toEqual(Array(5).fill('round'));
  });

  it.each([
    ['a text', `bad ${API_KEY}`, 'bad [API key]'],
    ['an object', { message: 7, name: 7 }, '[object Object]'],
    ['an error whose cause is null', new Error('bad', { cause: null }), 'bad'],
  ])('makes an error of %s', (_, thrown, message) => {
    const copy = redactError(thrown, createRedact(API_KEY));

    expect(copy).toMatchObject({ name: 'Error', message });
    expect(copy?.cause).toBeUndefined();
  });

  it.each([[undefined], [null]])('makes nothing of %p', (nothing) => {
    expect(redactError(nothing, createRedact(API_KEY))).toBeUndefined();
  });

  it('keeps 2,000 characters of a message', () => {
    expect(redactError(new Error('x'.repeat(3_000)), createRedact(API_KEY))?.message).toHaveLength(2_000);
  });
});

describe('redactLog', () => {
  it('takes the key out of messages and texts, and leaves other values as they are', () => {
    const log = createKeptLog();
    const { info, warn } = redactLog(log, createRedact(API_KEY));

    info(`key ${API_KEY}`, { url: `/${API_KEY}`, tries: 3 });
    warn(`key ${API_KEY}`, { url: `/${API_KEY}`, tries: 3 });

    const clean = ['key [API key]', { url: '/[API key]', tries: 3 }];
    expect(log.lines).toEqual([
      ['info', ...clean],
      ['warn', ...clean],
    ]);
  });
});

const text = (status: number, body: string): TestResponse => ({ status, body });
const hour = (fields: object) => ({ value: 1, period: { datetimeFrom: { utc: DAY.start } }, ...fields });

/** Answers that echo the key in a place from which text leaves the process. */
const ECHOES: [string, (echo: string) => TestResponse][] = [
  ['a refusal', (echo) => text(400, `unknown key ${echo}`)],
  ['a refusal in JSON', (echo) => text(422, `{"detail": "unknown key ${echo}"}`)],
  ['a failure', (echo) => text(500, `unknown key ${echo}`)],
  ['a success without JSON', (echo) => text(200, `hello ${echo}`)],
  ['a field of another type', (echo) => text(200, `{"results": "${echo}"}`)],
  [
    "an hour's instant",
    (echo) => text(200, `{"results": [{"value": 1, "period": {"datetimeFrom": {"utc": "${echo}"}}}]}`),
  ],
  ["a header's value", (echo) => ({ status: 503, headers: { 'retry-after': echo, server: echo }, body: '' })],
];

describe('the API key', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it.each(ECHOES.flatMap(([place, respond]) => WRITTEN.map(([how, write]) => [place, how, respond, write] as const)))(
    'gets from %s, %s, into no message, stack, cause or log line',
    async (_, __, respond, write) => {
      server = await startTestServer(() => respond(write(API_KEY)));
      const { client, logged } = openClient(server.url);

      const error = await client.hours(1, DAY).catch((reason: Error) => reason);

      expect(error).toBeInstanceOf(Error);
      const leaving = `${inspect(error, { depth: 9, showHidden: true })} ${(error as Error).stack} ${inspect(logged, { depth: 9 })}`;
      // Half of it would be a leak too.
      for (const [, form] of WRITTEN)
        expect(leaving.toLowerCase()).not.toContain(form(API_KEY.slice(0, 32)).toLowerCase());
    },
  );

  it('gets from an answer into no data: names, units and parameters that echo it have a mark instead', async () => {
    server = await startTestServer(({ url }) =>
      jsonResponse(200, {
        results: url.pathname.endsWith('/hours')
          ? [hour({ parameter: { name: API_KEY, units: API_KEY } })]
          : [{ id: 1, name: API_KEY, sensors: [{ id: 2, parameter: { name: 'pm25', units: API_KEY } }] }],
      }),
    );
    const { client } = openClient(server.url);

    const data = [await client.locations(HANOI), await client.hours(2, DAY)];

    expect(JSON.stringify(data)).not.toContain(API_KEY);
    expect(JSON.stringify(data)).toContain('[API key]');
  });

  it('changes no data when it is a short word, as on a laptop', async () => {
    server = await startTestServer(() => jsonResponse(200, { results: [{ id: 1, name: 'replay', sensors: [] }] }));

    const [location] = await openClient(server.url, { apiKey: 'replay' }).client.locations(HANOI);

    expect(location?.name).toBe('replay');
  });

  it('is not shown when the address of a proxy holds it', async () => {
    server = await startTestServer(() => text(404, 'Not Found'));
    const { client } = openClient(`${server.url}/${API_KEY}`);

    const error = await client.hours(1, DAY).catch((reason: Error) => reason);

    expect(server.requests[0]?.url.pathname).toContain(API_KEY);
    expect((error as Error).message).not.toContain(API_KEY);
  });

  it('is not logged when the address of a proxy holds it', async () => {
    server = await startTestServer(() => text(500, 'down'));
    const { client, logged } = openClient(`${server.url}/${API_KEY}`);

    await client.hours(1, DAY).catch(() => {});

    expect(logged[0]).toMatchObject({ url: expect.stringContaining('/[API key]/v3/sensors/1/hours?') });
  });
});
