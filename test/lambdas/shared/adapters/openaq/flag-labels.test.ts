import type { OpenAqClientOptions } from '../../../../../lambdas/shared/adapters/openaq/client';
import { hourElement } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };

const flagged = (end: string, hasFlags = true) => ({ ...hourElement(Date.parse(end), 5), flagInfo: { hasFlags } });

const flag = (label: string, from: string | null, to: string | null) => ({
  flagType: { id: 4, label, level: 'WARNING' },
  datetimeFrom: from === null ? null : { utc: from, local: from },
  datetimeTo: to === null ? null : { utc: to, local: to },
});

const page = (results: readonly unknown[]): TestResponse => jsonResponse(200, { meta: {}, results });

describe('the flags of hours', () => {
  let server: TestServer;
  afterEach(() => server.close());

  /** An API with these hours, that answers so when it is asked for flags. */
  const start = async (
    hours: readonly unknown[],
    flags: () => TestResponse,
    options: Partial<OpenAqClientOptions> = {},
  ) => {
    server = await startTestServer(({ url }) => (url.pathname.endsWith('/flags') ? flags() : page(hours)));
    return openClient(server.url, options);
  };

  const asked = () => server.requests.map(({ url }) => `${url.pathname}${url.search}`);

  it('are not asked for when no hour has any', async () => {
    const { client } = await start([flagged('2018-12-05T01:00:00Z', false)], () => page([]));

    expect(await client.hours(7, DAY)).toMatchObject([{ hasFlags: false }]);
    expect(asked()).toHaveLength(1);
  });

  it('are asked for once, from the first flagged hour to the last, and give these their labels', async () => {
    const hours = [
      flagged('2018-12-05T01:00:00Z', false),
      flagged('2018-12-05T02:00:00Z'),
      flagged('2018-12-05T03:00:00Z'),
      flagged('2018-12-05T05:00:00Z'),
    ];
    const flags = [
      flag('Limits exceeded', '2018-12-05T01:10:00Z', '2018-12-05T02:00:00Z'),
      flag('Limits exceeded', '2018-12-05T02:00:00Z', '2018-12-05T02:00:00Z'),
      flag('Offline', null, '2018-12-05T01:30:00Z'),
      flag('Ended before', '2018-12-01T00:00:00Z', '2018-12-05T00:59:59Z'),
      flag('Begins at the end', '2018-12-05T05:00:00Z', null),
      flag('Begins later', '2018-12-05T05:00:01Z', null),
    ];
    const { client } = await start(hours, () => page(flags));

    const read = await client.hours(7, DAY);

    expect(asked()[1]).toBe(
      '/v3/sensors/7/flags?datetime_from=2018-12-05T01:00:00Z&datetime_to=2018-12-05T05:00:00Z&limit=1000',
    );
    expect(read.map(({ flagLabels }) => flagLabels)).toEqual([
      undefined,
      ['Limits exceeded', 'Offline'],
      ['Limits exceeded'],
      ['Begins at the end'],
    ]);
  });

  it.each([
    ['refuses the question', jsonResponse(404, { detail: 'Not Found' }), '404'],
    ['takes too long', jsonResponse(408, { detail: 'Connection timed out' }), '408'],
    ['stays broken', jsonResponse(500, {}), '500'],
    ['answers something else', page([{ label: 'Offline' }]), 'flagType'],
  ])('stay without a label where the API %s; a warning says so, and it is not asked again', async (_, answer, said) => {
    const { client, logged } = await start([flagged('2018-12-05T02:00:00Z')], () => answer);

    const [hour] = await client.hours(7, DAY);
    expect(hour?.flagLabels).toStrictEqual([]);
    const requests = asked().length;
    expect(await client.hours(8, DAY)).toMatchObject([{ hasFlags: true }]);

    expect(asked()).toHaveLength(requests + 1);
    expect(logged).toContainEqual({
      message: expect.stringContaining('does not tell why values are flagged'),
      sensorId: 7,
      failure: expect.stringContaining(said),
    });
  });

  it('stay without a label where no log takes the warning', async () => {
    const refused = () => jsonResponse(404, {});
    const { client } = await start([flagged('2018-12-05T02:00:00Z')], refused, { log: undefined });

    expect(await client.hours(7, DAY)).toMatchObject([{ hasFlags: true }]);
  });

  it('are an error when the time is over, so that another try brings them', async () => {
    const deadlineMs = Date.parse('2026-01-01T00:00:10Z');
    const late = () => {
      void clock.sleep(deadlineMs - clock.now());
      return jsonResponse(500, {});
    };
    const { client, clock } = await start([flagged('2018-12-05T02:00:00Z')], late, { deadlineMs });

    await expect(client.hours(7, DAY)).rejects.toMatchObject({ name: 'OpenAqUnavailableError' });
  });

  it('are an error when the limit is used up, so that another try brings them', async () => {
    const { client } = await start([flagged('2018-12-05T02:00:00Z')], () =>
      jsonResponse(429, { detail: 'Too many requests' }, { 'x-ratelimit-reset': '1' }),
    );

    await expect(client.hours(7, DAY)).rejects.toMatchObject({ name: 'OpenAqRateLimitedError' });
  });
});
