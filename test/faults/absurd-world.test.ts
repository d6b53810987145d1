import { FIRST_HOUR } from '../support/hostile-world';
import { jsonResponse, type TestServer } from '../support/http-server';
import { useLaptop } from '../support/laptop-run';
import { startWorld, worldLocation } from '../support/world';

const DAY = { from: '2024-01-15', to: '2024-01-15', cities: ['Hanoi'] };
const HERE: readonly [number, number] = [105.8, 21];
const values = Array.from({ length: 24 }, (_, hour) => 10 + hour);

/** What the API says of where locations are, by id; 1 is honest. */
const COORDINATES: Readonly<Record<number, unknown>> = {
  2: { latitude: 95, longitude: 105.8 },
  3: { latitude: 21, longitude: -500 },
  4: { latitude: 1e308, longitude: -1e308 },
  5: { latitude: null, longitude: null },
  6: { latitude: 21, longitude: null },
};

describe('Faults of an absurd world: a whole run', () => {
  let server: TestServer;
  const world = [
    ...[1, 2, 3, 4, 5, 6].map((id) => worldLocation(id, HERE, FIRST_HOUR, values)),
    worldLocation(7, HERE, '2024-01-15T00:07:00Z', values.slice(0, 23)),
    worldLocation(
      8,
      HERE,
      FIRST_HOUR,
      values.map(() => -999),
    ),
  ];
  const laptop = useLaptop({}, () => server.url);
  beforeAll(async () => {
    server = await startWorld(
      () => world,
      ({ pathname }, honest) =>
        pathname === '/v3/locations'
          ? jsonResponse(200, {
              results: (honest.results as { id: number; coordinates: unknown }[]).map((location) => ({
                ...location,
                coordinates: COORDINATES[location.id] ?? location.coordinates,
              })),
            })
          : undefined,
    );
  });
  afterAll(() => server.close());

  it('ends green: rows from nowhere are rejected with their reason, all others loaded, and the equations hold', async () => {
    expect(await laptop.run(DAY)).toMatchObject({ status: 'SUCCEEDED' });

    expect(
      await laptop.query('select location_id, count(*), max(pm25) from openaq.fact_measurements group by 1 order by 1'),
    ).toEqual([1, 5, 6].map((id) => [id, 24, '33.0000']));
    expect(
      await laptop.query(
        'select location_id, reason, count(*) from openaq.rejected_measurements group by 1, 2 order by 1, 2',
      ),
    ).toEqual([
      [2, 'latitude_out_of_range', 24],
      [3, 'longitude_out_of_range', 24],
      [4, 'latitude_out_of_range', 24],
      [7, 'not_on_a_quarter_hour', 23],
      [8, 'no_measurement', 24],
    ]);
    expect(
      await laptop.query('select rows_extracted, rows_read, rows_rejected, rows_loaded, status from openaq.load_audit'),
    ).toEqual([[191, 191, 119, 72, 'passed']]);
  });

  it('lists every location, without the degrees that there are not', async () => {
    const places = await laptop.query(
      'select location_id, latitude, longitude from openaq.dim_locations order by location_id',
    );

    expect(places).toHaveLength(8);
    expect(places.slice(0, 5)).toEqual([
      [1, '21.000000', '105.800000'],
      [2, null, '105.800000'],
      [3, '21.000000', null],
      [4, null, null],
      [5, null, null],
    ]);
  });
});
