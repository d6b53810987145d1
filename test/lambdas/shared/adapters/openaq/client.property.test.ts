import fc from 'fast-check';
import { toUtcSeconds } from '../../../../../lambdas/shared/domain/window';
import { type FakeOpenAq, hourEndsFrom, startFakeOpenAq } from '../../../../support/fake-openaq';
import { jsonResponse, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const HOUR_MS = 3_600_000;
const FIRST_MS = Date.parse('2018-12-01T00:00:00Z');
const HOURS_IN_ALL = 200;

/** Hours that there are before and after the windows: an answer may not hold them. */
const HOURS_AROUND = 30;

/** Minutes by which clocks of the world differ from whole hours of UTC. */
const OFFSETS = [0, 15, 30, 45] as const;

const everyHour = (offsetMinutes: number): string[] =>
  hourEndsFrom(
    toUtcSeconds(FIRST_MS - HOURS_AROUND * HOUR_MS + offsetMinutes * 60_000),
    HOURS_IN_ALL + 2 * HOURS_AROUND,
  );

/** A window of whole hours inside the hours that there are. */
const windows = fc
  .tuple(fc.nat(HOURS_IN_ALL), fc.nat(HOURS_IN_ALL))
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({
    first: Math.min(from, to),
    window: {
      start: toUtcSeconds(FIRST_MS + Math.min(from, to) * HOUR_MS),
      end: toUtcSeconds(FIRST_MS + Math.max(from, to) * HOUR_MS),
    },
    count: Math.abs(to - from),
  }));

const expectedStarts = (first: number, count: number, offsetMinutes: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    toUtcSeconds(FIRST_MS + (first + index) * HOUR_MS + offsetMinutes * 60_000),
  );

/** The bounds are those of ENDs: up to 59:59 more than the window. */
const hoursAsked = ({ searchParams }: URL): number =>
  Math.floor(
    (Date.parse(searchParams.get('datetime_to') ?? '') - Date.parse(searchParams.get('datetime_from') ?? '')) / HOUR_MS,
  );

describe.each(OFFSETS)('laws of the OpenAQ client where hours start at :%d', (offsetMinutes) => {
  let server: TestServer;
  let fault: FakeOpenAq['fault'];

  beforeAll(async () => {
    server = await startFakeOpenAq({
      hourEnds: everyHour(offsetMinutes),
      fault: (request, index) => fault?.(request, index),
    });
  });
  beforeEach(() => {
    fault = undefined;
  });
  afterAll(() => server.close());

  it('any page size tiles to the same hours: each hour of the window once, in order', () =>
    fc.assert(
      fc.asyncProperty(windows, fc.integer({ min: 5, max: 1_000 }), async ({ first, window, count }, pageSize) => {
        const hours = await openClient(server.url, { pageSize }).client.hours(1, window);

        expect(hours.map(({ periodStart }) => periodStart)).toEqual(expectedStarts(first, count, offsetMinutes));
      }),
      { numRuns: 20 },
    ));

  it('windows that follow each other tile: together the hours of the whole, none twice, none lost', () =>
    fc.assert(
      fc.asyncProperty(windows, fc.nat(HOURS_IN_ALL), async ({ first, window, count }, cut) => {
        const middle = toUtcSeconds(FIRST_MS + (first + Math.min(cut, count)) * HOUR_MS);
        const { client } = openClient(server.url);

        const halves = [
          { start: window.start, end: middle },
          { start: middle, end: window.end },
        ].filter(({ start, end }) => start < end);
        const hours = [];
        for (const half of halves) hours.push(...(await client.hours(1, half)));

        expect(hours.map(({ periodStart }) => periodStart)).toEqual(expectedStarts(first, count, offsetMinutes));
      }),
      { numRuns: 20 },
    ));

  it('halving the window on 408 gives the same hours as one answer', () =>
    fc.assert(
      fc.asyncProperty(windows, fc.integer({ min: 20, max: 200 }), async ({ first, window, count }, limitHours) => {
        fault = ({ url }) =>
          hoursAsked(url) > limitHours ? jsonResponse(408, { detail: 'Connection timed out' }) : undefined;

        const hours = await openClient(server.url).client.hours(1, window);

        expect(hours.map(({ periodStart }) => periodStart)).toEqual(expectedStarts(first, count, offsetMinutes));
      }),
      { numRuns: 20 },
    ));

  it('whichever page is refused, the whole is refused: never a part of the hours', () =>
    fc.assert(
      fc.asyncProperty(
        windows,
        fc.integer({ min: 5, max: 100 }),
        fc.nat(),
        async ({ window, count }, pageSize, nth) => {
          // Beside whole hours, one hour more ends in the window.
          const rows = count + (offsetMinutes === 0 ? 0 : 1);
          const pages = Math.floor(rows / pageSize) + 1;
          const refusedPage = String(1 + (nth % pages));
          fault = ({ url }) =>
            (url.searchParams.get('page') ?? '1') === refusedPage
              ? jsonResponse(404, { detail: 'Not Found' })
              : undefined;

          await expect(openClient(server.url, { pageSize }).client.hours(1, window)).rejects.toMatchObject({
            name: 'OpenAqRequestRefusedError',
          });
        },
      ),
      { numRuns: 20 },
    ));
});
