import type { TestServer } from '../support/http-server';
import { useLaptop } from '../support/laptop-run';
import { startWorld, type WorldLocation, worldLocation } from '../support/world';

/** Hours of each city start where its clock shows a full hour. */
const CITIES = [
  { name: 'Delhi', country: 'IN', boundingBox: [76.8, 28.3, 77.6, 29], centre: [77.2, 28.6], minute: '30' },
  { name: 'Kathmandu', country: 'NP', boundingBox: [85.1, 27.5, 85.6, 27.9], centre: [85.3, 27.7], minute: '15' },
  { name: 'Adelaide', country: 'AU', boundingBox: [138.4, -35.2, 138.9, -34.6], centre: [138.6, -34.9], minute: '30' },
] as const;

const cities = CITIES.map(({ name, country, boundingBox }) => ({ name, country, boundingBox }));

/** Three days around the end of Adelaide's daylight saving time, 2024-04-06T16:30Z: every hour of UTC has one hour of data. */
const WINDOW = { from: '2024-04-06', to: '2024-04-07' };
const HOURS_BEFORE = 12;

describe('cities whose hours start at :15 and :30 in UTC', () => {
  let server: TestServer;
  let world: WorldLocation[];
  const laptop = useLaptop({ cities }, () => server.url);
  beforeAll(async () => {
    world = CITIES.map(({ centre, minute }, index) =>
      worldLocation(
        index + 1,
        centre,
        `2024-04-05T${HOURS_BEFORE}:${minute}:00Z`,
        Array.from({ length: 72 }, (_, hour) => 100 * (index + 1) + hour),
      ),
    );
    server = await startWorld(() => world);
  });
  afterAll(() => server.close());

  it('load whole, each hour under its true start and in the date of its start, and reconcile', async () => {
    const result = await laptop.run(WINDOW);

    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    const facts = await laptop.query(
      `select city, cast(measurement_datetime as date), count(*), min(measurement_datetime), max(measurement_datetime), min(pm25)
       from openaq.fact_measurements group by 1, 2 order by 1, 2`,
    );
    const first = 24 - HOURS_BEFORE;
    expect(facts).toEqual(
      [...CITIES]
        .sort((one, other) => (one.name < other.name ? -1 : 1))
        .flatMap(({ name, minute }) => {
          const base = 100 * (CITIES.findIndex((city) => city.name === name) + 1);
          return ['2024-04-06', '2024-04-07'].map((date, day) => [
            name,
            date,
            24,
            `${date} 00:${minute}:00`,
            `${date} 23:${minute}:00`,
            `${base + first + 24 * day}.0000`,
          ]);
        }),
    );
    expect(
      await laptop.query('select rows_extracted, rows_loaded, rows_rejected, status from openaq.load_audit'),
    ).toEqual([[144, 144, 0, 'passed']]);
  });

  it('load the same again', async () => {
    const before = await laptop.query(
      'select location_id, measurement_datetime, pm25 from openaq.fact_measurements order by 1, 2',
    );

    await laptop.run(WINDOW);

    expect(
      await laptop.query('select location_id, measurement_datetime, pm25 from openaq.fact_measurements order by 1, 2'),
    ).toEqual(before);
  });
});

describe('hours that OpenAQ corrects after they were loaded', () => {
  let server: TestServer;
  const hanoi = worldLocation(1, [105.8, 21], '2024-01-15T00:00:00Z', [10, 11, 12, 13, 14, 15]);
  const laptop = useLaptop({}, () => server.url);
  beforeAll(async () => {
    server = await startWorld(() => [hanoi]);
  });
  afterAll(() => server.close());

  const input = { from: '2024-01-15', to: '2024-01-15', cities: ['Hanoi'] };
  const facts = () =>
    laptop.query('select measurement_datetime, pm25 from openaq.fact_measurements order by measurement_datetime');

  it('go when their newest value is null, a fill code or out of range, and when they are gone, each counted as withdrawn', async () => {
    await laptop.run(input);
    expect(await facts()).toHaveLength(6);
    const { hours } = hanoi.sensors[0] as (typeof hanoi.sensors)[0];
    hours.set('2024-01-15T00:00:00Z', { value: null });
    hours.set('2024-01-15T01:00:00Z', { value: -999 });
    hours.set('2024-01-15T02:00:00Z', { value: 123_456 });
    hours.delete('2024-01-15T03:00:00Z');
    hours.set('2024-01-15T04:00:00Z', { value: 44 });

    expect(await laptop.run(input)).toMatchObject({ status: 'SUCCEEDED' });

    expect(await facts()).toEqual([
      ['2024-01-15 04:00:00', '44.0000'],
      ['2024-01-15 05:00:00', '15.0000'],
    ]);
    expect(
      await laptop.query(
        'select rows_replaced, rows_withdrawn, rows_rejected from openaq.load_audit order by loaded_at, run_id',
      ),
    ).toContainEqual([2, 4, 3]);
  });

  it('go as well when the whole day is withdrawn', async () => {
    const { hours } = hanoi.sensors[0] as (typeof hanoi.sensors)[0];
    hours.clear();
    hours.set('2024-01-10T00:00:00Z', { value: 1 });

    await laptop.run(input);

    expect(await facts()).toEqual([]);
  });
});

describe('a city without a station beside one that has them', () => {
  let server: TestServer;
  const laptop = useLaptop({}, () => server.url);
  beforeAll(async () => {
    server = await startWorld(() => [worldLocation(1, [105.8, 21], '2024-01-15T00:00:00Z', [10])]);
  });
  afterAll(() => server.close());

  it('is named in the run and in the audit', async () => {
    expect(await laptop.run({ from: '2024-01-15', to: '2024-01-15' })).toMatchObject({ status: 'SUCCEEDED' });

    expect(await laptop.query('select cities_without_data from openaq.load_audit')).toEqual([
      ['Ho Chi Minh City (no station)'],
    ]);
    expect(laptop.printed()).toMatch(/\[WARNING\].*Ho Chi Minh City \(no station\)/);
  });
});
