import { hourElement, locationElement } from './fake-openaq';
import type { FastClock } from './fast-clock';
import { startTestServer, type TestServer } from './http-server';

/** Requests of an hour that OpenAQ grants a key. Its headers tell of the minute alone. */
const REQUESTS_PER_HOUR = 2_000;
const REQUESTS_PER_MINUTE = 60;

/** Counts requests of periods that begin with their first request, as OpenAQ does. */
const createPeriods = (lengthMs: number, limit: number, now: () => number) => {
  let [used, endsAtMs] = [0, Number.NEGATIVE_INFINITY];
  return {
    take: (): boolean => {
      if (now() >= endsAtMs) [used, endsAtMs] = [0, now() + lengthMs];
      used += 1;
      return used <= limit;
    },
    headers: () => ({
      'x-ratelimit-remaining': String(Math.max(0, limit - used)),
      'x-ratelimit-reset': String(Math.round((endsAtMs - now()) / 1_000)),
    }),
  };
};

/** A server, and the instants of its answers in milliseconds since the epoch. */
export interface LimitedOpenAq extends TestServer {
  readonly grantedAt: readonly number[];
  readonly refusedAt: readonly number[];
}

/** An OpenAQ whose key has 60 requests a minute and 2,000 an hour, with locations of one sensor each. */
export const startLimitedOpenAq = async (
  sensors: number,
  { now, sleep }: Pick<FastClock, 'now' | 'sleep'>,
): Promise<LimitedOpenAq> => {
  const minute = createPeriods(60_000, REQUESTS_PER_MINUTE, now);
  const hour = createPeriods(3_600_000, REQUESTS_PER_HOUR, now);
  const grantedAt: number[] = [];
  const refusedAt: number[] = [];
  const locations = Array.from({ length: sensors }, (_, index) => ({
    ...locationElement(index + 1),
    datetimeFirst: { utc: '2018-01-01T00:00:00Z' },
    datetimeLast: { utc: '2025-01-01T00:00:00Z' },
  }));
  const answer = (url: URL) => {
    const isGranted = [minute.take(), hour.take()].every(Boolean);
    (isGranted ? grantedAt : refusedAt).push(now());
    const headers = { 'content-type': 'application/json', ...minute.headers() };
    if (!isGranted) return { status: 429, headers, body: '{"detail":"Too many requests"}' };
    const from = Date.parse(url.searchParams.get('datetime_from') ?? '');
    const results = url.pathname === '/v3/locations' ? locations : [hourElement(from + 3_600_000, 1)];
    return { status: 200, headers, body: JSON.stringify({ results }) };
  };
  const server = await startTestServer(({ url }, index) => (response) => {
    const { status, headers, body } = answer(url);
    // From a tenth to three tenths of a second, out of order.
    void sleep(100 + ((index * 70) % 200)).then(() => response.writeHead(status, headers).end(body));
  });
  return { ...server, grantedAt, refusedAt };
};
