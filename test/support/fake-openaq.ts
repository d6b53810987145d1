import { jsonResponse, type ReceivedRequest, startTestServer, type TestResponse, type TestServer } from './http-server';

const HOUR_MS = 3_600_000;

const toInstant = (epochMs: number): string => new Date(epochMs).toISOString().replace('.000', '');

/** One element of `/v3/sensors/{id}/hours` whose period ENDS at `endMs`, with the fields that the pipeline reads. */
export const hourElement = (endMs: number, value: number | null): Record<string, unknown> => ({
  value,
  flagInfo: { hasFlags: false },
  period: {
    label: '1hour',
    interval: '01:00:00',
    datetimeFrom: { utc: toInstant(endMs - HOUR_MS) },
    datetimeTo: { utc: toInstant(endMs) },
  },
  summary: { avg: value },
});

/** One element of `/v3/locations`, with one PM2.5 sensor. */
export const locationElement = (id: number): Record<string, unknown> => ({
  id,
  name: `Location ${id}`,
  coordinates: { latitude: 21, longitude: 105.8 },
  sensors: [
    { id: id * 10, name: 'pm25 µg/m³', parameter: { id: 2, name: 'pm25', units: 'µg/m³', displayName: 'PM2.5' } },
  ],
  datetimeFirst: { utc: '2024-01-29T16:00:00Z' },
  datetimeLast: null,
});

export interface FakeOpenAq {
  /** Ends of the hours that every sensor has; the value is the number of the hour. */
  readonly hourEnds?: readonly string[];
  readonly locationCount?: number;
  /** A fault for this request, or undefined for the honest answer. */
  readonly fault?: (request: ReceivedRequest, index: number) => TestResponse | undefined;
}

const page = <T>(rows: readonly T[], query: URLSearchParams): TestResponse => {
  const limit = Number(query.get('limit') ?? 100);
  const offset = (Number(query.get('page') ?? 1) - 1) * limit;
  const results = rows.slice(offset, offset + limit);
  return jsonResponse(200, {
    meta: { limit, found: results.length === limit ? `>${limit}` : results.length },
    results,
  });
};

/** A small OpenAQ that can be made to fail: bounds and pages as in the API, (from, to] on the period's end. */
export const startFakeOpenAq = ({ hourEnds = [], locationCount = 0, fault }: FakeOpenAq): Promise<TestServer> =>
  startTestServer((request, index) => {
    const { pathname, searchParams } = request.url;
    const failure = fault?.(request, index);
    if (failure) return failure;
    if (pathname === '/v3/locations') {
      return page(
        Array.from({ length: locationCount }, (_, number) => locationElement(number + 1)),
        searchParams,
      );
    }
    const from = Date.parse(searchParams.get('datetime_from') ?? '');
    const to = Date.parse(searchParams.get('datetime_to') ?? '');
    const ends = hourEnds.map((end) => Date.parse(end)).filter((end) => end > from && end <= to);
    return page(
      ends.map((end) => hourElement(end, end / HOUR_MS)),
      searchParams,
    );
  });

/** The ends of `count` hours in a row, the first ending one hour after `start`. */
export const hourEndsFrom = (start: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => toInstant(Date.parse(start) + (index + 1) * HOUR_MS));
