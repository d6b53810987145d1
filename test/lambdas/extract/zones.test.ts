import { makeHandler } from '../../../lambdas/extract/handler';
import type { City } from '../../../lambdas/shared/domain/city';
import { hourElement } from '../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestServer } from '../../support/http-server';
import { createMemoryStore } from '../../support/memory-store';
import { openClient } from '../../support/openaq-client';
import { readParquet } from '../../support/parquet';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

/** The instants at which a clock of the zone strikes the full hour: OpenAQ's hours begin and end there. */
const fullHours = (timeZone: string, from: string, to: string): number[] => {
  const minuteOf = new Intl.DateTimeFormat('en', { timeZone, minute: 'numeric' });
  const instants = Array.from(
    { length: (Date.parse(to) - Date.parse(from)) / QUARTER_MS },
    (_, quarter) => Date.parse(from) + quarter * QUARTER_MS,
  );
  return instants.filter((instant) => Number(minuteOf.format(instant)) === 0);
};

/** An OpenAQ with one location of the zone, which has an hour for every full hour; bounds are those of ENDs, as in the API. */
const startServer = (hourEnds: readonly number[]): Promise<TestServer> =>
  startTestServer(({ url }) => {
    if (url.pathname === '/v3/locations') {
      const first = { utc: '2016-01-01T00:00:00Z' };
      const sensors = [{ id: 10, parameter: { name: 'pm25', units: 'µg/m³' } }];
      const location = { id: 1, name: 'Anywhere', datetimeFirst: first, datetimeLast: { utc: '2026-01-01T00:00:00Z' } };
      return jsonResponse(200, { results: [{ ...location, sensors }] });
    }
    const from = Date.parse(url.searchParams.get('datetime_from') ?? '');
    const to = Date.parse(url.searchParams.get('datetime_to') ?? '');
    const ends = hourEnds.filter((end) => end > from && end <= to);
    return jsonResponse(200, { results: ends.map((end) => hourElement(end, (end / QUARTER_MS) % 1_000)) });
  });

interface Row {
  readonly measurement_datetime: string;
  readonly pm25: number;
}

/** Extracts a window: the rows of each object of hours, by the date in its key, and what the handler answered. */
const extract = async (server: TestServer, city: City, from: string, to: string) => {
  const now = () => Date.parse('2026-01-01T00:00:00Z');
  const store = createMemoryStore(now);
  const handler = makeHandler({
    pollutants: ['pm25'],
    openSource: async () => openClient(server.url).client,
    store,
    now,
    log: { info: () => {}, warn: () => {} },
  });
  const window = { start: `${from}T00:00:00Z`, end: `${to}T00:00:00Z` };
  const answer = await handler(
    { runId: 'run-1', city, window, minRequestIntervalMs: 0 },
    { getRemainingTimeInMillis: () => 900_000 },
  );
  const days = new Map<string, Row[]>();
  for (const [key, body] of store.objects) {
    const [, year, month, day] = /year=(\d+)\/month=(\d+)\/day=(\d+)/.exec(key) ?? [];
    if (year) days.set(`${year}-${month}-${day}`, (await readParquet(body)) as unknown as Row[]);
  }
  return { answer, days };
};

const CASES = [
  ['Delhi', 'IN', 'Asia/Kolkata', '2018-12-05', '2018-12-08', [30]],
  ['Kathmandu', 'NP', 'Asia/Kathmandu', '2018-12-05', '2018-12-08', [15]],
  ['Adelaide', 'AU', 'Australia/Adelaide', '2024-04-05', '2024-04-08', [30]],
  ['Adelaide', 'AU', 'Australia/Adelaide', '2024-10-04', '2024-10-07', [30]],
  ['Chatham', 'NZ', 'Pacific/Chatham', '2018-12-05', '2018-12-08', [15]],
  ['Hanoi', 'VN', 'Asia/Ho_Chi_Minh', '2018-12-05', '2018-12-08', [0]],
] as const;

describe.each(CASES)('Extract of %s (%s, %s) from %s to %s', (name, country, timeZone, from, to, minutes) => {
  const city: City = { name, country, boundingBox: [10, 10, 11, 11] };
  const hourEnds = fullHours(timeZone, '2018-12-01T00:00:00Z', '2018-12-12T00:00:00Z').concat(
    fullHours(timeZone, '2024-04-01T00:00:00Z', '2024-04-12T00:00:00Z'),
    fullHours(timeZone, '2024-10-01T00:00:00Z', '2024-10-12T00:00:00Z'),
  );
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(hourEnds);
  });
  afterAll(() => server.close());

  it('stores the hours that start in the window, each once, with its true start, under the UTC date of its start', async () => {
    const { answer, days } = await extract(server, city, from, to);

    expect(days.size).toBe(3);
    for (const [date, rows] of days) {
      expect(rows.map((row) => row.measurement_datetime)).toEqual(
        Array.from({ length: 24 }, (_, hour) => {
          const [minute] = minutes;
          return `${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
        }),
      );
      for (const row of rows) {
        const endMs = Date.parse(`${row.measurement_datetime.replace(' ', 'T')}Z`) + HOUR_MS;
        expect(row.pm25).toBe((endMs / QUARTER_MS) % 1_000);
      }
    }
    expect(answer).toMatchObject({ values: 72, rows: 72, gaps: 0, shadowedValues: 0, requests: 2 });
  });

  it('stores the same rows in one run over the window as in runs day by day', async () => {
    const { days } = await extract(server, city, from, to);

    for (const [date, rows] of days) {
      const next = new Date(Date.parse(`${date}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
      const single = await extract(server, city, date, next);
      expect([...single.days.entries()]).toEqual([[date, rows]]);
    }
  });
});
