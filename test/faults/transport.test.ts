import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extractInto } from '../support/extract-run';
import { honestWorld } from '../support/hostile-world';
import { startTestServer, type TestResponse, type TestServer } from '../support/http-server';
import { expectSentence } from '../support/one-sentence';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld } from '../support/world';
import { LASTING_TRANSPORT, PASSING_TRANSPORT, REDIRECTS, TOO_MANY } from './transport-list';
import { titleOf } from './tried';

/** Objects that vouch for an extraction. */
const PREFIXES = ['airquality', 'locations', 'manifests'];

describe('Faults of the transport: Extract', () => {
  const folder = join(temporaryDirectory(), 'bucket');
  const run = extractInto(folder);
  const written = () => PREFIXES.filter((prefix) => existsSync(join(folder, prefix)));
  let server: TestServer;
  let answer: TestResponse | undefined;
  /** Requests that get the fault, counted anew for each address. */
  let times = 0;
  const asked = new Map<string, number>();
  let honest: Awaited<ReturnType<typeof run.rows>>;

  beforeAll(async () => {
    const world = honestWorld();
    server = await startWorld(
      () => world,
      ({ href }) => {
        const nth = (asked.get(href) ?? 0) + 1;
        asked.set(href, nth);
        return nth <= times ? answer : undefined;
      },
    );
    await run.extract(server.url);
    honest = await run.rows();
  });
  beforeEach(() => {
    asked.clear();
    run.empty();
  });
  afterAll(() => server.close());

  it.each(PASSING_TRANSPORT.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { fault }) => {
    [answer, times] = [fault.answer, 2];

    const { extraction, sleeps } = await run.extract(server.url, fault);

    // Real time: a busy machine may be late with an honest answer, too.
    const wanted = fault.requestTimeoutMs === undefined ? 12 : expect.any(Number);
    const is429 = fault.error === 'OpenAqRateLimitedError';
    expect(extraction).toMatchObject({ rows: 96, values: 144, requests: wanted, rateLimitHits: is429 ? 8 : 0 });
    expect(sleeps.length).toBeGreaterThanOrEqual(8);
    expect(await run.rows()).toEqual(honest);
  });

  it.each(LASTING_TRANSPORT.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { fault }) => {
    [answer, times] = [fault.answer, Number.POSITIVE_INFINITY];

    const { error } = await run.extract(server.url, fault);

    expect(error).toMatchObject({ name: fault.error, message: expect.stringMatching(fault.says) });
    expectSentence(error?.message ?? '');
    expect(written()).toEqual([]);
    times = 0;
    expect((await run.extract(server.url)).extraction).toMatchObject({ rows: 96 });
    expect(await run.rows()).toEqual(honest);
  });

  it('gives up when the last sensor gets no answer, having written nothing of the others', async () => {
    answer = { status: 500, body: 'Internal Server Error' };
    server = await replaceServer(server, ({ pathname }) => (pathname.includes('/20/') ? answer : undefined));

    const { error } = await run.extract(server.url);

    expect(error).toMatchObject({ name: 'OpenAqUnavailableError' });
    expect(written()).toEqual([]);
  });

  it('waits out bursts of five times 429 before each answer, and is as slow as the limit says', async () => {
    [answer, times] = [TOO_MANY, 5];
    server = await replaceServer(server, ({ href }) => {
      const nth = (asked.get(href) ?? 0) + 1;
      asked.set(href, nth);
      return nth <= times ? answer : undefined;
    });

    const { extraction, sleeps } = await run.extract(server.url);

    expect(extraction).toMatchObject({ rows: 96, requests: 24, rateLimitHits: 20 });
    // A 429 holds back all that wait, once: no request begins within 18 s of it.
    expect(sleeps.filter((ms) => ms >= 18_000).length).toBeGreaterThanOrEqual(10);
    expect(await run.rows()).toEqual(honest);
  });

  it.each(REDIRECTS.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { status }) => {
    const other = await startTestServer(() => ({ status: 200, body: '{"results":[]}' }));
    server = await replaceServer(server, () => ({ status, headers: { location: other.url }, body: '' }));

    const { error } = await run.extract(server.url);

    expect(error).toMatchObject({
      name: 'OpenAqRequestRefusedError',
      message: expect.stringContaining(`answered ${status} to GET`),
    });
    expectSentence(error?.message ?? '');
    expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
    expect(written()).toEqual([]);
    await other.close();
  });
});

const replaceServer = async (
  server: TestServer,
  fault: (url: URL) => TestResponse | undefined,
): Promise<TestServer> => {
  await server.close();
  const world = honestWorld();
  return startWorld(() => world, fault);
};
