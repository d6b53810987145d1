import { join } from 'node:path';
import { REQUESTS_AT_ONCE } from '../../../lambdas/shared/domain/capacity';
import { extractInto } from '../../support/extract-run';
import { hourElement, locationElement } from '../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../support/http-server';
import { temporaryDirectory } from '../../support/temporary-directory';

const SENSORS = 40;
const QUIET_MS = 80;
const HOUR_END_MS = Date.parse('2024-01-15T05:00:00Z');

/** Sensors of the locations 1 to 40, in the order of their ids. */
const IDS = Array.from({ length: SENSORS }, (_, index) => (index + 1) * 10);

const LOCATIONS = jsonResponse(
  200,
  {
    results: IDS.map((id) => ({
      ...locationElement(id / 10),
      datetimeFirst: { utc: '2024-01-01T00:00:00Z' },
      datetimeLast: { utc: '2024-02-01T00:00:00Z' },
    })),
  },
  { 'x-ratelimit-remaining': '1000' },
);

describe('Extract, of several sensors at once', () => {
  const run = extractInto(join(temporaryDirectory(), 'bucket'));
  let server: TestServer;
  let most = 0;
  let answerOf: (sensor: number) => TestResponse;

  const held: (() => void)[] = [];
  let release: NodeJS.Timeout;

  /** Holds answers back until no request comes any more, and gives the last first. */
  const hold =
    (status: number, body: string): TestResponse =>
    (response) => {
      held.push(() => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
      most = Math.max(most, held.length);
      clearTimeout(release);
      release = setTimeout(() => {
        for (const answer of held.splice(0).reverse()) answer();
      }, QUIET_MS);
    };

  const asked = () => server.requests.slice(1).map(({ url }) => Number(url.pathname.split('/')[3]));

  beforeEach(async () => {
    most = 0;
    answerOf = (sensor) => hold(200, JSON.stringify({ results: [hourElement(HOUR_END_MS, sensor)] }));
    server = await startTestServer(({ url }) =>
      url.pathname === '/v3/locations' ? LOCATIONS : answerOf(Number(url.pathname.split('/')[3])),
    );
    run.empty();
  });
  afterEach(() => server.close());

  it('asks each once, as many side by side as are allowed, and keeps each answer with its sensor', async () => {
    const { extraction } = await run.extract(server.url);

    expect(extraction).toMatchObject({ sensors: SENSORS, requests: 1 + SENSORS, rows: SENSORS });
    // On connections of their own they arrive as they like.
    expect(asked().sort((one, other) => one - other)).toEqual(IDS);
    expect(most).toBe(REQUESTS_AT_ONCE);
    expect((await run.rows()).map(({ location_id, pm25 }) => [location_id, pm25])).toEqual(
      IDS.map((id) => [id / 10, id]),
    );
  });

  it.each([
    ['the first, which goes alone,', 0, 1],
    ['another', 2, 1 + REQUESTS_AT_ONCE],
  ])('sends nothing more when %s is refused, and writes nothing', async (_, refused, mostAsked) => {
    answerOf = (sensor) =>
      sensor === IDS[refused]
        ? jsonResponse(403, { message: 'Forbidden' })
        : hold(200, JSON.stringify({ results: [hourElement(HOUR_END_MS, sensor)] }));

    const { error } = await run.extract(server.url);
    await new Promise((resolve) => setTimeout(resolve, 2 * QUIET_MS));

    expect(error).toMatchObject({ name: 'OpenAqRequestRefusedError' });
    expect(asked().length).toBeLessThanOrEqual(mostAsked);
    expect(await run.rows()).toEqual([]);
  });
});
