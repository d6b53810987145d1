import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRecordedApi } from '../../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../../local/openaq-replay/server';
import { httpGet, type PlainResponse } from '../../support/http-get';
import { extraIn, missingIn, type Shape, shapeOf } from '../../support/json-shape';
import { type OpenAqRecording, openAqProductionBody, openAqRecording } from '../../support/openaq-fixtures';

/*
 * The replay server must answer the pipeline's questions like the API. `recordings/` hold what the API's published program
 * answered: the same question is asked here, and status, headers, keys, types and form of the body are compared; values may
 * differ.
 */

const HOURS = ['hours-limit-exact', 'hours-limit-exact-page2', 'hours-window-utc', 'hours-sensor-missing'];
const LOCATIONS = [
  'locations-hanoi-bbox',
  'locations-hcmc-bbox',
  'locations-limit-50-page2',
  'locations-limit-53-page2-empty',
];

interface Page {
  readonly meta: Record<string, unknown>;
  readonly results: unknown[];
}

/**
 * Questions about a sensor whose hours are not replayed become the same questions about one whose hours are; those that the
 * pipeline asks otherwise, of a country or without a window, become the pipeline's.
 */
const asThePipelineAsks = (path: string): string =>
  path
    .replace('/sensors/13502150/', '/sensors/21632/')
    .replaceAll('2025-12-20T', '2018-12-05T')
    .replaceAll('2024-01-05T', '2018-12-05T')
    .replace('iso=VN', 'bbox=105,10,107,22')
    .replace(/hours$/, 'hours?datetime_from=2018-12-05T00:00:00Z&datetime_to=2018-12-06T00:00:00Z');

const KEY = { 'X-API-Key': 'contract-test' };

/** Belong to the connection or the moment, not to the answer. */
const isPartOfContract = (name: string): boolean =>
  !['connection', 'keep-alive', 'date'].includes(name) && !name.startsWith('x-ratelimit-');

const headerNames = (headers: Iterable<string>): string[] => [...headers].filter(isPartOfContract).sort();

const bodyOf = ({ headers, body }: PlainResponse): unknown =>
  headers['content-type']?.startsWith('application/json') ? JSON.parse(body) : body;

const hourElements = (): unknown[] =>
  [...HOURS, 'hours-flagged'].flatMap((name) => (openAqRecording(name).body as Page).results);

describe('the replay server against the recorded API', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer(createRecordedApi({ requestsPerMinute: 10_000 }));
  });
  afterAll(() => server.close());

  const ask = (path: string): Promise<PlainResponse> => httpGet(`${server.url}${asThePipelineAsks(path)}`, KEY);

  it.each([...HOURS, 'hours-flagged', ...LOCATIONS, 'locations-limit-1001', 'unknown-path'])(
    'answers %s in the recorded shape',
    async (name) => {
      const recorded: OpenAqRecording = openAqRecording(name);

      const response = await ask(recorded.request.path);

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
        // A 422 names the parameter where the API does; the words are those of another validation library.
        if (recorded.status === 422) expect(extraIn(shapeOf(body), shapeOf(recorded.body))).toEqual([]);
        else expect(body).toEqual(recorded.body);
        return;
      }
      // Nullable fields: an hour of a single observation has no deviation, the recording's locations have no licence.
      const elements = name.startsWith('hours-')
        ? hourElements()
        : (openAqProductionBody('location_2178') as Page).results;
      const allowed: Shape = shapeOf(recorded.body, { meta: (recorded.body as Page).meta, results: elements });
      expect(extraIn(shapeOf(body), allowed)).toEqual([]);
      expect(missingIn(shapeOf(body), shapeOf(recorded.body))).toEqual([]);
    },
  );

  it.each([...HOURS, ...LOCATIONS])('counts in meta as %s does', async (name) => {
    const { request, body } = openAqRecording(name);
    const page = bodyOf(await ask(request.path)) as Page;
    expect(page.meta).toEqual((body as Page).meta);
    expect(page.results).toHaveLength((body as Page).results.length);
  });

  it.each(LOCATIONS)('gives the very locations of %s', async (name) => {
    const { request, body } = openAqRecording(name);
    const idsOf = ({ results }: Page) => results.map((location) => (location as { id: number }).id);
    expect(idsOf(bodyOf(await ask(request.path)) as Page)).toEqual(idsOf(body as Page));
  });
});

describe('the replay server against what the live API sent', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer(createRecordedApi({ requestsPerMinute: 10_000 }));
  });
  afterAll(() => server.close());

  const askPage = async (path: string): Promise<Page> => bodyOf(await httpGet(`${server.url}${path}`, KEY)) as Page;
  const askHours = (sensorId: number, from: string, to: string, more = ''): Promise<Page> =>
    askPage(`/v3/sensors/${sensorId}/hours?datetime_from=${from}T00:00:00Z&datetime_to=${to}T00:00:00Z${more}`);

  it('refuses a request without key with the recorded body', async () => {
    const response = await httpGet(`${server.url}/v3/locations`);
    expect(response.status).toBe(401);
    expect(bodyOf(response)).toEqual(openAqProductionBody('error_401_no-key_2026-08'));
  });

  it('gives the recorded empty page', async () => {
    expect(await askHours(37, '2018-12-01', '2018-12-31')).toEqual(openAqProductionBody('empty-result'));
  });

  it('gives the CO of Hanoi as the live API sent it: same periods, same values', async () => {
    interface Hour {
      readonly value: number;
      readonly period: Record<string, unknown>;
      readonly summary: { readonly avg: number };
    }
    const { results } = openAqProductionBody('sensor_7772024_measurements_limit100') as { results: Hour[] };

    const replayed = (await askHours(7772024, '2024-01-01', '2024-03-01')).results as Hour[];

    const expected = results.map(({ value, period }) => [value, { ...period, label: '1hour' }]);
    expect(replayed.map(({ summary, period }) => [summary.avg, period])).toEqual(expected);
  });

  it('gives a location in the shape of another country', async () => {
    const elsewhere = shapeOf(openAqProductionBody('location_2178'));
    const here = shapeOf(await askPage('/v3/locations?bbox=105.28,20.56,106.02,21.39'));

    expect(missingIn(here, elsewhere)).toEqual([]);
    expect(missingIn(elsewhere, here)).toEqual([]);
  });

  it.each([
    ['an hour with data', 'sensor_4235_hours_2026-08-01T00Z.result'],
    ['the period of an hour', 'issue-379_hours-vs-measurements-hourly'],
  ])('has every field of %s, with the same types', async (_, name) => {
    const live = openAqProductionBody(name) as Record<string, unknown>;
    const { results } = await askHours(21632, '2018-12-05', '2018-12-06', '&limit=10');
    const replayed = shapeOf(...results);

    const liveShape = shapeOf(live['hours_last_row'] ?? live);

    expect(missingIn(replayed, liveShape)).toEqual([]);
    expect(extraIn(liveShape, replayed)).toEqual([]);
    expect(results).toMatchObject([{ period: { label: '1hour', interval: '01:00:00' } }, ...Array(9).fill({})]);
  });
});

describe('the rate limit of the replay server against the recorded API', () => {
  it('is told on 200 as recorded', async () => {
    const server = await startReplayServer(createRecordedApi({ now: () => Date.parse('2026-11-22T22:59:20Z') }));
    const recordings = readFileSync(join(__dirname, '../../fixtures/openaq/rate-limit-headers.txt'), 'utf8');
    const [, recorded = ''] = recordings.split('### GET ');
    const headers = new Map([...recorded.matchAll(/^([a-z-]+): (.*)$/gm)].map(([, name = '', value]) => [name, value]));

    const response = await httpGet(`${server.url}/v3/locations?bbox=105.28,20.56,106.02,21.39`, KEY);
    await server.close();

    const rateLimits = [...headers].filter(([name]) => name.startsWith('x-ratelimit-'));
    expect(rateLimits).toHaveLength(4);
    expect(rateLimits.map(([name]) => [name, response.headers[name]])).toEqual(rateLimits);
    expect(headerNames(Object.keys(response.headers))).toEqual(headerNames(headers.keys()));
  });
});
