import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplayServer, startReplayServer } from '../../../local/openaq-replay/server';
import { httpGet, type PlainResponse } from '../../support/http-get';
import { extraIn, missingIn, type Shape, shapeOf } from '../../support/json-shape';
import {
  type OpenAqRecording,
  openAqProductionBody,
  openAqRecording,
  openAqRecordingNames,
} from '../../support/openaq-fixtures';

/*
 * The replay server must answer like the API. `recordings/` hold what the API's published program answered: the same
 * question is asked here, and status, headers, keys, types and form of the body are compared; values may differ.
 */

interface Page {
  readonly meta: Record<string, unknown>;
  readonly results: unknown[];
}

interface LocationsPage extends Page {
  readonly results: { readonly id: number; readonly distance: number | null }[];
}

/** Questions about a sensor whose hours are not replayed become the same questions about one whose hours are. */
const withReplayedSensor = (path: string): string =>
  path
    .replace('/sensors/13502150/', '/sensors/21632/')
    .replaceAll('2025-12-20T', '2018-12-05T')
    .replaceAll('2024-01-05T', '2018-12-05T');

const KEY = { 'X-API-Key': 'contract-test' };

/** Belong to the connection or the moment, not to the answer. */
const isPartOfContract = (name: string): boolean =>
  !['connection', 'keep-alive', 'date'].includes(name) && !name.startsWith('x-ratelimit-');

const headerNames = (headers: Iterable<string>): string[] => [...headers].filter(isPartOfContract).sort();

const bodyOf = ({ headers, body }: PlainResponse): unknown =>
  headers['content-type']?.startsWith('application/json') ? JSON.parse(body) : body;

const hourElements = (): unknown[] =>
  openAqRecordingNames()
    .filter((name) => name.startsWith('hours-'))
    .flatMap((name) => (openAqRecording(name).body as Page).results);

describe('the replay server against the recorded API', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer({ requestsPerMinute: 10_000 });
  });
  afterAll(() => server.close());

  const ask = (path: string, method = 'GET'): Promise<PlainResponse> => httpGet(`${server.url}${path}`, KEY, method);
  const askPage = async (path: string): Promise<Page> => bodyOf(await ask(path)) as Page;

  it.each(openAqRecordingNames())('answers %s in the recorded shape', async (name) => {
    const recorded: OpenAqRecording = openAqRecording(name);

    const response = await ask(withReplayedSensor(recorded.request.path), recorded.request.method);

    expect(response.status).toBe(recorded.status);
    if (recorded.headers) {
      const recordedHeaders = new Map(recorded.headers);
      expect(headerNames(Object.keys(response.headers))).toEqual(headerNames(recordedHeaders.keys()));
      for (const header of ['content-type', 'cache-control', 'vary']) {
        expect([header, response.headers[header]]).toEqual([header, recordedHeaders.get(header)]);
      }
    }
    const body = bodyOf(response);
    if (recorded.status !== 200) {
      expect(body).toEqual(recorded.body);
      return;
    }
    // Nullable fields: an hour of a single observation has no deviation, the recording's locations have no licence.
    const elements = name.startsWith('hours-')
      ? hourElements()
      : (openAqProductionBody('location_2178') as Page).results;
    const allowed: Shape = shapeOf(recorded.body, { meta: (recorded.body as Page).meta, results: elements });
    expect(extraIn(shapeOf(body), allowed)).toEqual([]);
    expect(missingIn(shapeOf(body), shapeOf(recorded.body))).toEqual([]);
  });

  it.each([
    'locations-hanoi-bbox',
    'locations-hcmc-bbox',
    'locations-hanoi-radius-25km',
    'locations-limit-50-page2',
    'locations-limit-53-page2-empty',
    'locations-iso-lowercase',
  ])('gives the very locations of %s, at their distances to a metre', async (name) => {
    const { request, body } = openAqRecording(name);
    const recorded = body as LocationsPage;

    const page = (await askPage(request.path)) as LocationsPage;

    expect(page.meta).toEqual(recorded.meta);
    expect(page.results.map(({ id }) => id)).toEqual(recorded.results.map(({ id }) => id));
    for (const [index, { distance }] of page.results.entries()) {
      const recordedDistance = recorded.results[index]?.distance ?? null;
      expect(distance === null).toBe(recordedDistance === null);
      expect(Math.abs((distance ?? 0) - (recordedDistance ?? 0))).toBeLessThan(1);
    }
  });

  it.each([
    'hours-limit-exact',
    'hours-limit-exact-page2',
    'hours-window-utc',
    'hours-sensor-missing',
    'hours-date_from-ignored',
  ])('counts in meta as %s does', async (name) => {
    const { request, body } = openAqRecording(name);
    const page = await askPage(withReplayedSensor(request.path));
    expect(page.meta).toEqual((body as Page).meta);
    expect(page.results).toHaveLength((body as Page).results.length);
  });

  it('ignores date_from and gives the oldest hours, as recorded', async () => {
    const { results } = await askPage('/v3/sensors/21632/hours?date_from=2018-12-05&limit=2');
    expect(results).toMatchObject([
      { period: { datetimeTo: { utc: '2016-11-09T18:00:00Z' } } },
      { period: { datetimeTo: { utc: '2016-11-09T19:00:00Z' } } },
    ]);
  });
});

describe('the replay server against what the live API sent', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer({ requestsPerMinute: 10_000 });
  });
  afterAll(() => server.close());

  const askPage = async (path: string): Promise<Page> => bodyOf(await httpGet(`${server.url}${path}`, KEY)) as Page;

  it('refuses a request without key with the recorded body', async () => {
    const response = await httpGet(`${server.url}/v3/locations`);
    expect(response.status).toBe(401);
    expect(bodyOf(response)).toEqual(openAqProductionBody('error_401_no-key_2026-08'));
  });

  it('gives the recorded empty page', async () => {
    expect(await askPage('/v3/sensors/37/hours')).toEqual(openAqProductionBody('empty-result'));
  });

  it('gives the CO of Hanoi as the live API sent it: same periods, same values', async () => {
    interface Hour {
      readonly value: number;
      readonly period: Record<string, unknown>;
      readonly summary: { readonly avg: number };
    }
    const { results } = openAqProductionBody('sensor_7772024_measurements_limit100') as { results: Hour[] };

    const replayed = (await askPage('/v3/sensors/7772024/hours')).results as Hour[];

    const expected = results.map(({ value, period }) => [value, { ...period, label: '1hour' }]);
    expect(replayed.map(({ summary, period }) => [summary.avg, period])).toEqual(expected);
  });

  it('gives a location in the shape of another country', async () => {
    const elsewhere = shapeOf(openAqProductionBody('location_2178'));
    const here = shapeOf(await askPage('/v3/locations/7441'));

    expect(missingIn(here, elsewhere)).toEqual([]);
    expect(missingIn(elsewhere, here)).toEqual([]);
  });

  it.each([
    ['an hour with data', 'sensor_4235_hours_2026-08-01T00Z.result'],
    ['the period of an hour', 'issue-379_hours-vs-measurements-hourly'],
  ])('has every field of %s, with the same types', async (_, name) => {
    const live = openAqProductionBody(name) as Record<string, unknown>;
    const { results } = await askPage('/v3/sensors/21632/hours?limit=10');
    const replayed = shapeOf(...results);

    const liveShape = shapeOf(live['hours_last_row'] ?? live);

    expect(missingIn(replayed, liveShape)).toEqual([]);
    expect(extraIn(liveShape, replayed)).toEqual([]);
    expect(results).toMatchObject([{ period: { label: '1hour', interval: '01:00:00' } }, ...Array(9).fill({})]);
  });
});

describe('the rate limit of the replay server against the recorded API', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer({ now: () => Date.parse('2026-11-22T22:59:20Z') });
  });
  afterAll(() => server.close());

  it('reports the rate limit on 200 only, and counts errors but no unmatched path, as recorded', async () => {
    const exchanges = readFileSync(join(__dirname, '../../fixtures/openaq/rate-limit-headers.txt'), 'utf8')
      .split('### GET ')
      .slice(1)
      .map((text) => {
        const [path = '', statusLine = '', ...lines] = text.split('\n');
        const headers = lines.slice(0, lines.indexOf('')).map((line) => line.split(': ') as [string, string]);
        return { path, status: Number(statusLine.split(' ')[1]), headers: new Map(headers) };
      });
    for (const { path, status, headers } of exchanges) {
      const response = await httpGet(`${server.url}${path}`, KEY);
      const rateHeaders = (names: Iterable<string>) => [...names].filter((name) => name.startsWith('x-ratelimit'));
      expect([path, response.status]).toEqual([path, status]);
      expect(headerNames(Object.keys(response.headers))).toEqual(headerNames(headers.keys()));
      expect(rateHeaders(Object.keys(response.headers)).map((name) => [name, response.headers[name]])).toEqual(
        rateHeaders(headers.keys()).map((name) => [name, headers.get(name)]),
      );
    }
    expect(exchanges).toHaveLength(7);
  });
});
