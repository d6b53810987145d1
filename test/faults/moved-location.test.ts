import { FIRST_HOUR } from '../support/hostile-world';
import type { TestServer } from '../support/http-server';
import { useLaptop } from '../support/laptop-run';
import { startWorld, type WorldLocation, worldLocation } from '../support/world';

const CITIES = [
  { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] },
  { name: 'Hai Phong', country: 'VN', boundingBox: [106.4, 20.6, 107, 21.1] },
];
const DAY = { from: '2024-01-15', to: '2024-01-15' };
const values = Array.from({ length: 24 }, (_, hour) => 10 + hour);
const HERE: readonly [number, number] = [105.8, 21];
const THERE: readonly [number, number] = [106.7, 20.85];

const FACTS = `select location_id, city, count(*), min(longitude), max(longitude), sum(pm25)
  from openaq.fact_measurements group by 1, 2 order by 1, 2`;

describe('Faults of a location that moves to the box of another city between two runs', () => {
  let server: TestServer;
  let moving: readonly [number, number] = HERE;
  const world = (): WorldLocation[] => [
    worldLocation(1, moving, FIRST_HOUR, values),
    worldLocation(2, HERE, FIRST_HOUR, values),
    worldLocation(3, THERE, FIRST_HOUR, values),
  ];
  const laptop = useLaptop({ cities: CITIES }, () => server.url);
  beforeAll(async () => {
    server = await startWorld(world);
  });
  afterAll(() => server.close());

  const sum = '516.0000';
  const fact = (id: number, city: string, [longitude]: readonly [number, number]) => [
    id,
    city,
    24,
    longitude.toFixed(6),
    longitude.toFixed(6),
    sum,
  ];

  it('moves its facts to that city, none lost and none twice, whichever city is run first', async () => {
    await laptop.run(DAY);
    expect(await laptop.query(FACTS)).toEqual([
      fact(1, 'Hanoi', HERE),
      fact(2, 'Hanoi', HERE),
      fact(3, 'Hai Phong', THERE),
    ]);

    moving = THERE;
    expect(await laptop.run({ ...DAY, cities: ['Hai Phong'] })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await laptop.run({ ...DAY, cities: ['Hanoi'] })).toMatchObject({ status: 'SUCCEEDED' });

    const moved = [fact(1, 'Hai Phong', THERE), fact(2, 'Hanoi', HERE), fact(3, 'Hai Phong', THERE)];
    expect(await laptop.query(FACTS)).toEqual(moved);
    expect(await laptop.query('select location_id, city from openaq.dim_locations order by 1')).toEqual([
      [1, 'Hai Phong'],
      [2, 'Hanoi'],
      [3, 'Hai Phong'],
    ]);

    moving = HERE;
    expect(await laptop.run(DAY)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await laptop.query(FACTS)).toEqual([
      fact(1, 'Hanoi', HERE),
      fact(2, 'Hanoi', HERE),
      fact(3, 'Hai Phong', THERE),
    ]);
  });
});
