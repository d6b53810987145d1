import { jsonResponse, startTestServer, type TestResponse, type TestServer } from './http-server';

const HOUR_MS = 3_600_000;

/** What a sensor says of an hour. */
interface WorldHour {
  readonly value: number | null;
  /** @default - the sensor's */
  readonly unit?: string;
}

interface WorldSensor {
  readonly id: number;
  readonly parameter: string;
  readonly unit: string;
  /** By START of the hour, `YYYY-MM-DDTHH:mm:ssZ`; a test may change it between two runs. */
  readonly hours: Map<string, WorldHour>;
}

/** An honest answer, before it is written as JSON. */
export interface WorldPage {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly results: readonly unknown[];
}

export interface WorldLocation {
  readonly id: number;
  readonly name: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly sensors: readonly WorldSensor[];
}

const toInstant = (epochMs: number): string => new Date(epochMs).toISOString().replace('.000', '');

const endOf = (start: string): number => Date.parse(start) + HOUR_MS;

/** A location with one PM2.5 sensor that reads `values[n]` in the n-th hour after `firstHour`. */
export const worldLocation = (
  id: number,
  [longitude, latitude]: readonly [number, number],
  firstHour: string,
  values: readonly (number | null)[],
): WorldLocation => ({
  id,
  name: `Location ${id}`,
  latitude,
  longitude,
  sensors: [
    {
      id: id * 10,
      parameter: 'pm25',
      unit: 'µg/m³',
      hours: new Map(
        values.map((value, index) => [toInstant(Date.parse(firstHour) + index * HOUR_MS), { value }] as const),
      ),
    },
  ],
});

const locationElement = ({ id, name, latitude, longitude, sensors }: WorldLocation) => {
  const ends = sensors.flatMap(({ hours }) => [...hours.keys()].map(endOf)).sort((one, other) => one - other);
  const stamp = (epochMs: number | undefined) => (epochMs === undefined ? null : { utc: toInstant(epochMs) });
  return {
    id,
    name,
    coordinates: { latitude, longitude },
    sensors: sensors.map(({ id: sensorId, parameter, unit }) => ({
      id: sensorId,
      name: `${parameter} ${unit}`,
      parameter: { id: 1, name: parameter, units: unit, displayName: null },
    })),
    datetimeFirst: stamp(ends[0]),
    datetimeLast: stamp(ends.at(-1)),
  };
};

const hourElement = (start: string, { value, unit }: WorldHour, sensor: WorldSensor) => ({
  value,
  flagInfo: { hasFlags: false },
  parameter: { id: 1, name: sensor.parameter, units: unit ?? sensor.unit, displayName: null },
  period: {
    label: '1hour',
    interval: '01:00:00',
    datetimeFrom: { utc: start },
    datetimeTo: { utc: toInstant(endOf(start)) },
  },
  summary: { avg: value },
});

const page = (rows: readonly unknown[], query: URLSearchParams): WorldPage => {
  const limit = Number(query.get('limit') ?? 100);
  const offset = (Number(query.get('page') ?? 1) - 1) * limit;
  return { meta: { limit }, results: rows.slice(offset, offset + limit) };
};

/**
 * Serves a world as OpenAQ does: locations by box, hours by (from, to] on their END. Reads the world at every request.
 *
 * @param fault an answer instead of the honest one, or undefined; `honest` is that one
 * @param asked hears of each request, before the world is read
 */
export const startWorld = (
  locations: () => readonly WorldLocation[],
  fault: (url: URL, honest: WorldPage) => TestResponse | undefined = () => undefined,
  asked: (url: URL) => void = () => {},
): Promise<TestServer> =>
  startTestServer(({ url }) => {
    asked(url);
    const honest = answerTo(url, locations());
    return fault(url, honest) ?? jsonResponse(200, honest);
  });

const answerTo = ({ pathname, searchParams }: URL, locations: readonly WorldLocation[]): WorldPage => {
  if (pathname === '/v3/locations') {
    const [west = 0, south = 0, east = 0, north = 0] = (searchParams.get('bbox') ?? '').split(',').map(Number);
    const inside = locations.filter(
      ({ latitude, longitude }) => longitude >= west && longitude <= east && latitude >= south && latitude <= north,
    );
    return page(inside.map(locationElement), searchParams);
  }
  const sensorId = Number(/^\/v3\/sensors\/(\d+)\/hours$/.exec(pathname)?.[1]);
  const sensor = locations.flatMap(({ sensors }) => sensors).find(({ id }) => id === sensorId);
  const from = Date.parse(searchParams.get('datetime_from') ?? '');
  const to = Date.parse(searchParams.get('datetime_to') ?? '');
  const hours = [...(sensor?.hours ?? [])]
    .filter(([start]) => endOf(start) > from && endOf(start) <= to)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return page(
    hours.map(([start, hour]) => hourElement(start, hour, sensor as WorldSensor)),
    searchParams,
  );
};
