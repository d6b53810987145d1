import { HOUR_MS } from '../../lambdas/shared/domain/window';
import { toHourElement } from '../../local/openaq-replay/hour-element';
import type { Answer, Respond } from '../../local/openaq-replay/recorded-api';
import { seeded } from './seeded';

/** Stations that nobody has built, and how often their API fails. Everything of them is SYNTHETIC: made by a formula. */
export interface Synthetic {
  /** How many stations there are by city, each with its box of west, south, east, north. */
  readonly cities: readonly {
    readonly stations: number;
    readonly boundingBox: readonly [number, number, number, number];
  }[];
  readonly parameters: readonly string[];
  /** Of a hundred answers so many are faulty. @default 0 */
  readonly faultPercent?: number;
}

export interface SyntheticApi {
  readonly respond: Respond;
  /** Requests so far, and how many of them were answered by a fault. */
  readonly counts: { requests: number; faults: number };
}

const json = (body: unknown, headers: Answer['headers'] = {}, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** What goes wrong now and then at an API, and passes. */
const FAULTS: readonly Answer[] = [
  json({ detail: 'Internal Server Error' }, {}, 500),
  json({ detail: 'Bad Gateway' }, {}, 502),
  json({ detail: 'Service Unavailable' }, { 'retry-after': '0' }, 503),
  json({ detail: 'Too many requests' }, { 'x-ratelimit-reset': '0', 'x-ratelimit-remaining': '0' }, 429),
  { status: 200, headers: { 'content-type': 'application/json' }, body: '{"meta": {"found": 1}, "results": [{"val' },
  { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>We will be back soon</body></html>' },
];

const SENSORS_PER_STATION = 10;

/** An API of stations that report every hour, with an answer made when it is asked for: it remembers nothing. */
export const syntheticApi = ({ cities, parameters, faultPercent = 0 }: Synthetic, seed = 20_181_205): SyntheticApi => {
  const random = seeded(seed);
  const counts = { requests: 0, faults: 0 };
  const sensorOf = (station: number, index: number) => ({
    id: station * SENSORS_PER_STATION + index,
    name: `${parameters[index]} µg/m³`,
    parameter: { id: index + 1, name: parameters[index] ?? '', units: 'µg/m³', displayName: null },
  });
  const stations = cities.flatMap(({ stations: count, boundingBox: [west, south, east, north] }, city) =>
    Array.from({ length: count }, (_, index) => ({
      id: 1_000 * (city + 1) + index,
      name: `Synthetic station ${city + 1}-${index}`,
      coordinates: { latitude: (south + north) / 2, longitude: west + ((east - west) * (index + 1)) / (count + 2) },
      sensors: parameters.map((_parameter, at) => sensorOf(1_000 * (city + 1) + index, at)),
      datetimeFirst: { utc: '2020-01-01T00:00:00Z', local: '2020-01-01T07:00:00+07:00' },
      datetimeLast: { utc: '2025-12-31T00:00:00Z', local: '2025-12-31T07:00:00+07:00' },
    })),
  );
  const page = (rows: readonly unknown[], query: URLSearchParams): Answer => {
    const limit = Number(query.get('limit'));
    const from = (Number(query.get('page') ?? 1) - 1) * limit;
    return json({ meta: { name: 'openaq-api', limit, found: rows.length }, results: rows.slice(from, from + limit) });
  };
  const hoursOf = (sensorId: number, query: URLSearchParams) => {
    const sensor = sensorOf(Math.floor(sensorId / SENSORS_PER_STATION), sensorId % SENSORS_PER_STATION);
    const first = Math.floor(Date.parse(query.get('datetime_from') ?? '') / HOUR_MS) + 1;
    const last = Math.floor(Date.parse(query.get('datetime_to') ?? '') / HOUR_MS);
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const value = 1 + ((sensorId * 31 + (first + index) * 7) % 997) / 10;
      return toHourElement({ endMs: (first + index) * HOUR_MS, value, hasFlags: false, quality: 'Valid' }, sensor);
    });
  };
  const respond: Respond = ({ path, query }) => {
    counts.requests += 1;
    if (random() * 100 < faultPercent) {
      counts.faults += 1;
      return FAULTS[Math.floor(random() * FAULTS.length)] as Answer;
    }
    if (path !== '/v3/locations') return page(hoursOf(Number(path.split('/')[3]), query), query);
    const [west = 0, south = 0, east = 0, north = 0] = (query.get('bbox') ?? '').split(',').map(Number);
    const inBox = stations.filter(
      ({ coordinates: { latitude, longitude } }) =>
        west <= longitude && longitude <= east && south <= latitude && latitude <= north,
    );
    return page(inBox, query);
  };
  return { respond, counts };
};
