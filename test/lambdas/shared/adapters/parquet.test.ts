import fc from 'fast-check';
import { toParquet } from '../../../../lambdas/shared/adapters/parquet';
import { LAKE } from '../../../../lambdas/shared/domain/lake';
import { POLLUTANT_NAMES, type PollutantName } from '../../../../lambdas/shared/domain/pollutants';
import { readParquet, readParquetTypes } from '../../../support/parquet';

const NO_VALUES = Object.fromEntries(POLLUTANT_NAMES.map((name) => [name, null])) as Record<PollutantName, null>;

const row = {
  location_id: 7441,
  measurement_datetime: '2018-12-05T00:00:00Z',
  ...NO_VALUES,
  pm25: 84.64416666666666,
  o3: 0,
  co: 1e5,
  latitude: 21.021939,
  longitude: 105.79470000000002,
  city: 'Hanoi',
  country: 'VN',
  extracted_at: '2026-11-23T02:00:00Z',
  quality_flags: null,
};

describe('toParquet, read back by DuckDB', () => {
  it('writes the types and the nullability of the lake', async () => {
    expect(await readParquetTypes(await toParquet(LAKE.measurements.columns, [row]))).toEqual({
      location_id: ['INTEGER', 'REQUIRED'],
      measurement_datetime: ['TIMESTAMP', 'REQUIRED'],
      ...Object.fromEntries(
        [...POLLUTANT_NAMES, 'latitude', 'longitude'].map((name) => [name, ['DOUBLE', 'OPTIONAL']]),
      ),
      city: ['VARCHAR', 'REQUIRED'],
      country: ['VARCHAR', 'REQUIRED'],
      extracted_at: ['TIMESTAMP', 'REQUIRED'],
      quality_flags: ['VARCHAR', 'OPTIONAL'],
    });
  });

  it('keeps numbers to the last bit, nulls as nulls, zeros as zeros, and instants in UTC whatever the time zone here', async () => {
    expect(process.env['TZ']).not.toBe('UTC');
    expect(await readParquet(await toParquet(LAKE.measurements.columns, [row]))).toEqual([
      { ...row, measurement_datetime: '2018-12-05 00:00:00', extracted_at: '2026-11-23 02:00:00' },
    ]);
  });

  it('makes a valid file with all columns of no rows', async () => {
    const bytes = await toParquet(LAKE.locations.columns, []);

    expect(await readParquet(bytes)).toEqual([]);
    expect(Object.keys(await readParquetTypes(bytes))).toEqual(Object.keys(LAKE.locations.columns));
  });

  it('writing and reading gives back any rows', async () => {
    // JSON, by which the values come back here, has no negative zero.
    const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => value + 0);
    const names = fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: null });
    const locations = fc.record({
      location_id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      location_name: names,
      city: fc.string(),
      country: fc.constant('VN'),
      latitude: fc.option(degrees(1e308), { nil: null }),
      longitude: fc.option(degrees(180), { nil: null }),
      is_active: fc.boolean(),
      extracted_at: fc.constant('2026-11-23T02:00:00Z'),
      provider: names,
      owner: names,
      is_monitor: fc.option(fc.boolean(), { nil: null }),
      time_zone: names,
      licenses: names,
      attribution: names,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(locations, { minLength: 1, maxLength: 20 }), async (rows) => {
        const expected = rows.map((location) => ({ ...location, extracted_at: '2026-11-23 02:00:00' }));
        expect(await readParquet(await toParquet(LAKE.locations.columns, rows))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

const INSTANT = 'a UTC instant since 1970 such as 2024-01-15T00:00:00Z';
const INTEGER = 'an integer of 32 bits';

describe('toParquet', () => {
  it.each([
    ['a date, which the writer would store as 1970', { measurement_datetime: '2018-12-05' }, '"2018-12-05"', INSTANT],
    ['an instant with an offset', { measurement_datetime: '2018-12-05T07:00:00+07:00' }, /".*\+07:00"/, INSTANT],
    ['an instant among other text', { measurement_datetime: 'at 2018-12-05T07:00:00Z' }, /"at .*"/, INSTANT],
    ['an instant before other text', { measurement_datetime: '2018-12-05T07:00:00Z ' }, /".*Z "/, INSTANT],
    ['an instant before 1970', { measurement_datetime: '1969-12-31T23:59:59Z' }, /"1969-.*"/, INSTANT],
    ['a day that does not exist', { measurement_datetime: '2018-12-32T00:00:00Z' }, /"2018-12-32.*"/, INSTANT],
    ['a list of instants', { measurement_datetime: ['2018-12-05T07:00:00Z'] }, /\["2018-.*"\]/, INSTANT],
    ['a Date, whose zone nobody sees', { measurement_datetime: new Date(0) }, /"1970-.*"/, INSTANT],
    ['a fraction in an integer, which the writer would truncate', { location_id: 7441.5 }, '7441.5', INTEGER],
    ['an integer of more than 32 bits', { location_id: 2 ** 31 }, '2147483648', INTEGER],
    ['an integer below 32 bits', { location_id: -(2 ** 31) - 1 }, '-2147483649', INTEGER],
    ['a BigInt, which the writer would round', { location_id: 7441n }, '7441n', INTEGER],
    ['NaN', { pm25: Number.NaN }, 'null', 'a finite number'],
    ['a number written as text', { pm25: '12.5' }, '"12.5"', 'a finite number'],
    ['null in a required column', { city: null }, 'null', 'a text'],
    ['a missing required column', { country: undefined }, 'undefined', 'a text'],
    ['a number in a text column', { city: 5 }, '5', 'a text'],
  ])('refuses %s, and says where', async (_, wrong, got, expected) => {
    const [column] = Object.keys(wrong);
    const rows = [row, { ...row, ...wrong } as typeof row, row];
    const shown = typeof got === 'string' ? got.replace('.', '\\.') : got.source;

    await expect(toParquet(LAKE.measurements.columns, rows)).rejects.toMatchObject({
      name: 'InvalidParquetValueError',
      message: expect.stringMatching(`^Column ${column} of row 1 got ${shown}: expected ${expected}$`),
    });
  });

  it('refuses what is neither true nor false in a column of truth', async () => {
    await expect(toParquet({ flag: { boolean: {} } }, [{ flag: 1 as never }])).rejects.toThrow(
      'Column flag of row 0 got 1: expected true or false',
    );
  });

  it('takes the least and the greatest integer, the first instant, and the absence of what may be absent', async () => {
    const table = { id: { int: { required: true } }, at: { timestamp: {} } };

    const bytes = await toParquet(table, [
      { id: -(2 ** 31), at: '1970-01-01T00:00:00Z' },
      { id: 2 ** 31 - 1, at: undefined as never },
    ]);

    expect(await readParquet(bytes)).toEqual([
      { id: -(2 ** 31), at: '1970-01-01 00:00:00' },
      { id: 2 ** 31 - 1, at: null },
    ]);
  });
});
