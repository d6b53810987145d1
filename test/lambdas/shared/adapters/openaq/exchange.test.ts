import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { exchange } from '../../../../../lambdas/shared/adapters/openaq/exchange';
import { startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';

const MIB = 1_024 ** 2;

describe('one exchange', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const send = async (response: TestResponse, timeoutMs = 10_000) => {
    server = await startTestServer(() => response);
    return exchange(`${server.url}/v3/locations?limit=1`, 'the-key', timeoutMs);
  };
  const answer = (body: string | Buffer, encoding?: string, status = 200) =>
    send({ status, body, headers: encoding === undefined ? {} : { 'content-encoding': encoding } });

  it('asks for JSON, in gzip, with the key', async () => {
    await answer('{}');

    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      headers: { 'x-api-key': 'the-key', accept: 'application/json', 'accept-encoding': 'gzip' },
    });
    expect(server.requests[0]?.url.href).toMatch(/\/v3\/locations\?limit=1$/);
  });

  it.each(['gzip', 'x-gzip', 'GZIP'])('unpacks a body in %s', async (encoding) => {
    expect(await answer(gzipSync('Hà Nội'), encoding)).toMatchObject({ status: 200, body: 'Hà Nội' });
  });

  it.each([undefined, 'identity', 'not-gzip', 'gzip2'])('takes a body in %s as it is', async (encoding) => {
    expect(await answer('Hà Nội', encoding)).toMatchObject({ status: 200, body: 'Hà Nội' });
  });

  it('takes an empty body for empty, whatever its encoding', async () => {
    expect(await answer('', 'gzip')).toMatchObject({ status: 200, body: '' });
  });

  it('gives what there is of a gzip body that is cut off', async () => {
    const text = randomBytes(100_000).toString('hex');
    const result = await answer(gzipSync(text).subarray(0, -5_000), 'gzip');

    expect(result).toMatchObject({ status: 200, body: expect.stringMatching(/^[0-9a-f]{100000,199999}$/) });
    expect(text.startsWith((result as { body: string }).body)).toBe(true);
  });

  it('fails with the reason for an answer that cannot be unpacked, and obeys the status of an error', async () => {
    expect(await answer('no gzip at all', 'gzip')).toMatchObject({ failure: 'incorrect header check' });
    await server.close();
    expect(await answer('no gzip at all', 'gzip', 404)).toMatchObject({ status: 404, body: '' });
  });

  // What is just taken, and what memory it takes: body-limit.test.ts.
  it('fails for an answer of more than 32 MiB, packed or not', async () => {
    const body = Buffer.alloc(32 * MIB + 1, ' ');
    const expected = { failure: 'it sent a body of more than 32 MiB, which is no answer of this API' };

    expect(await answer(body)).toEqual(expected);
    await server.close();
    expect(await answer(gzipSync(body, { level: 1 }), 'gzip')).toEqual(expected);
  });

  it('takes 64 KiB of an error, and does not wait for the rest', async () => {
    const endless = await send((response) => void response.writeHead(500).write('x'.repeat(65_537)));
    expect(endless).toMatchObject({ status: 500, body: 'x'.repeat(65_536) });
  });

  it('takes an error that comes in pieces as one text', async () => {
    const inPieces = await send((response) => {
      response.writeHead(500).write('Internal ');
      setTimeout(() => response.end('Server Error'), 20);
    });
    expect(inPieces).toMatchObject({ status: 500, body: 'Internal Server Error' });
  });

  it('reads a header by its name, null where there is none', async () => {
    const result = await send({ status: 503, body: '', headers: { 'retry-after': '120' } });

    const { header } = result as { header: (name: string) => string | null };
    expect([header('retry-after'), header('x-ratelimit-reset')]).toEqual(['120', null]);
  });

  it('says how long it waited in vain', async () => {
    expect(await send('stay silent', 100)).toMatchObject({
      failure: 'no answer within 0.1 s',
      cause: { name: 'TimeoutError' },
    });
  });

  it('says why nothing came, of each address of the host', async () => {
    expect(await send('hang up')).toMatchObject({ failure: 'other side closed' });
    await server.close();

    const url = server.url.replace('127.0.0.1', 'localhost');
    expect(await exchange(url, 'the-key', 10_000)).toMatchObject({
      failure: expect.stringMatching(/^connect ECONNREFUSED [^,]+(, connect ECONNREFUSED [^,]+)*$/),
    });
  });
});
