import { hourEndsFrom, startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestServer } from '../../../../support/http-server';
import { API_KEY, openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const HANOI = [105.28, 20.56, 106.02, 21.39] as [number, number, number, number];

describe('createOpenAqClient', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('asks for the locations of a box as west,south,east,north, with the key in X-API-Key', async () => {
    server = await startFakeOpenAq({ locationCount: 1 });

    const locations = await openClient(server.url).client.locations(HANOI);

    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.method).toBe('GET');
    expect(server.requests[0]?.headers['x-api-key']).toBe(API_KEY);
    expect(`${server.requests[0]?.url.pathname}${server.requests[0]?.url.search}`).toBe(
      '/v3/locations?bbox=105.28,20.56,106.02,21.39&limit=1000',
    );
    expect(locations).toEqual([
      {
        id: 1,
        name: 'Location 1',
        provider: null,
        owner: null,
        isMonitor: null,
        timeZone: null,
        licenses: [],
        latitude: 21,
        longitude: 105.8,
        firstReportedAt: '2024-01-29T16:00:00Z',
        lastReportedAt: null,
        sensors: [{ id: 10, parameter: 'pm25', unit: 'µg/m³' }],
      },
    ]);
  });

  it('rounds the box to the 4 decimals that the API reads, so that no exponent gets into the URL', async () => {
    server = await startFakeOpenAq({});

    await openClient(server.url).client.locations([-0.0000001, 20.123456, 106, 21.4]);

    expect(server.requests[0]?.url.searchParams.get('bbox')).toBe('0,20.1235,106,21.4');
  });

  it('asks for hours with datetime_from and datetime_to in UTC, never date_from, up to the END of the last', async () => {
    server = await startFakeOpenAq({});

    await openClient(server.url).client.hours(21632, DAY);

    expect(server.requests[0]?.url.pathname).toBe('/v3/sensors/21632/hours');
    expect(Object.fromEntries(server.requests[0]?.url.searchParams ?? [])).toEqual({
      datetime_from: '2018-12-05T00:00:00Z',
      datetime_to: '2018-12-06T00:59:59Z',
      limit: '1000',
    });
  });

  it('returns the hours that START in [start, end), although the API compares their END with (from, to]', async () => {
    server = await startFakeOpenAq({ hourEnds: hourEndsFrom('2018-12-04T22:00:00Z', 28) });

    const hours = await openClient(server.url).client.hours(21632, DAY);

    expect(hours.map(({ periodStart }) => periodStart)).toEqual(
      Array.from({ length: 24 }, (_, hour) => `2018-12-05T${String(hour).padStart(2, '0')}:00:00Z`),
    );
  });

  it.each([
    ['Delhi', '2018-12-04T22:30:00Z', ':30:00Z', '2018-12-05T00:30:00Z'],
    ['Kathmandu', '2018-12-04T22:15:00Z', ':15:00Z', '2018-12-05T00:15:00Z'],
    ['Chatham', '2018-12-04T22:45:00Z', ':45:00Z', '2018-12-05T00:45:00Z'],
  ])('returns the 24 hours that start in the day where clocks are those of %s', async (_, first, minutes, expected) => {
    server = await startFakeOpenAq({ hourEnds: hourEndsFrom(first, 28) });

    const hours = await openClient(server.url).client.hours(21632, DAY);

    expect(hours).toHaveLength(24);
    expect(hours[0]?.periodStart).toBe(expected);
    expect(hours.at(-1)?.periodStart).toBe(`2018-12-05T23${minutes}`);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['starts a whole hour before the window', '2018-12-04T23:00:00Z'],
    ['starts at the end of the window', '2018-12-06T00:00:00Z'],
    ['starts after the window', '2018-12-06T00:30:00Z'],
  ])('refuses an hour that %s: no zone of the world has it in such an answer', async (_, utc) => {
    server = await startTestServer(() =>
      jsonResponse(200, { results: [{ value: 1, period: { datetimeFrom: { utc } } }] }),
    );

    await expect(openClient(server.url).client.hours(21632, DAY)).rejects.toMatchObject({
      name: 'OpenAqSchemaChangedError',
    });
  });

  it('rejects and returns nothing when page 2 is refused', async () => {
    server = await startFakeOpenAq({
      locationCount: 25,
      fault: (_, index) => (index === 1 ? jsonResponse(404, { detail: 'Not Found' }) : undefined),
    });

    const locations = openClient(server.url, { pageSize: 10 }).client.locations(HANOI);

    await expect(locations).rejects.toMatchObject({ name: 'OpenAqRequestRefusedError' });
  });

  it('refuses hours outside the window, which is what an API gives that ignores its date parameters', async () => {
    server = await startTestServer(() =>
      jsonResponse(200, {
        results: [{ value: 1, period: { datetimeFrom: { utc: '2016-11-09T17:00:00Z' } } }],
      }),
    );

    const hours = openClient(server.url).client.hours(21632, DAY);

    await expect(hours).rejects.toMatchObject({
      name: 'OpenAqSchemaChangedError',
      message: expect.stringContaining('an hour that starts at 2016-11-09T17:00:00Z, outside the window'),
    });
  });

  it('names path and offending value when a field has another type', async () => {
    server = await startTestServer(() => jsonResponse(200, { results: [{ id: 'seven', name: 'x', sensors: [] }] }));

    const locations = openClient(server.url).client.locations(HANOI);

    await expect(locations).rejects.toMatchObject({
      name: 'OpenAqSchemaChangedError',
      message: expect.stringMatching(/GET http:.*results\.0\.id: .*expected number.* \(got "seven"\)/),
    });
  });

  it('keeps the message short when every row of a page has changed', async () => {
    server = await startTestServer(() => jsonResponse(200, { results: Array.from({ length: 700 }, () => ({})) }));

    const error = await openClient(server.url)
      .client.hours(1, DAY)
      .catch((reason: Error) => reason);

    expect((error as Error).message.length).toBeLessThan(600);
  });

  it('accepts an API URL with a trailing slash and shows none of its credentials', async () => {
    server = await startTestServer(() => jsonResponse(404, { detail: 'Not Found' }));
    const { client } = openClient(`${server.url.replace('//', '//user:geheim@')}/`);

    const error = await client.hours(1, DAY).catch((reason: Error) => reason);

    expect(server.requests[0]?.url.pathname).toBe('/v3/sensors/1/hours');
    expect((error as Error).message).not.toContain('geheim');
  });
});
