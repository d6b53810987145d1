import { resourceUsage } from 'node:process';
import { gzipSync } from 'node:zlib';
import { startFakeOpenAq } from '../../../../support/fake-openaq';
import { startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const MIB = 1_024 ** 2;

const gzipped = (status: number, body: Buffer): TestResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  body,
});

/** 1.6 MB that unfold to 1.6 GB of blanks: parts of a gzip file may follow each other. */
const makeGzipBomb = (): Buffer => {
  const part = gzipSync(Buffer.alloc(16 * MIB, ' '));
  return Buffer.concat(Array.from({ length: 100 }, () => part));
};

const page = (bytes: number): Buffer => {
  const text = JSON.stringify({ results: [], padding: '' });
  return Buffer.from(text.replace('""', `"${'x'.repeat(bytes - text.length)}"`));
};

/** The most memory of this process so far. */
const peakMib = (): number => resourceUsage().maxRSS / 1_024;

describe('bodies of OpenAQ that are too long', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('reads a gzip bomb no further than 32 MiB, takes little memory, and ends transient with the reason', async () => {
    const bomb = makeGzipBomb();
    server = await startTestServer(() => gzipped(200, bomb));
    const { client } = openClient(server.url);
    const before = peakMib();

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message: expect.stringContaining('it sent a body of more than 32 MiB, which is no answer of this API'),
    });
    expect(server.requests).toHaveLength(5);
    expect(peakMib() - before).toBeLessThan(300);
  });

  it('returns the whole answer when the bomb was an accident of one try', async () => {
    const bomb = makeGzipBomb();
    server = await startFakeOpenAq({
      fault: (_, index) => (index === 0 ? gzipped(200, bomb) : undefined),
    });

    await expect(openClient(server.url).client.hours(1, DAY)).resolves.toEqual([]);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['takes a body of 32 MiB', 32 * MIB, 1],
    ['refuses a body of one byte more, each time', 32 * MIB + 1, 5],
  ])('%s', async (_, bytes, requests) => {
    const body = gzipSync(page(bytes), { level: 1 });
    server = await startTestServer(() => gzipped(200, body));

    await openClient(server.url)
      .client.hours(1, DAY)
      .catch(() => {});

    expect(server.requests).toHaveLength(requests);
  });

  it('obeys the status of an error whose body is a bomb', async () => {
    const bomb = makeGzipBomb();
    server = await startTestServer(() => gzipped(401, bomb));

    await expect(openClient(server.url).client.hours(1, DAY)).rejects.toMatchObject({ name: 'InvalidApiKeyError' });
    expect(server.requests).toHaveLength(1);
  });

  it('obeys the status of an error whose body cannot be read', async () => {
    server = await startTestServer(() => gzipped(404, Buffer.from('no gzip at all')));

    await expect(openClient(server.url).client.hours(1, DAY)).rejects.toMatchObject({
      name: 'OpenAqRequestRefusedError',
      message: expect.stringContaining('answered 404'),
    });
  });
});
