import fc from 'fast-check';
import { toMeasuredValue } from '../../../../lambdas/shared/domain/measured-value';
import { pivot } from '../../../../lambdas/shared/domain/pivot';
import { POLLUTANT_NAMES } from '../../../../lambdas/shared/domain/pollutants';
import { type SelectedSensor, selectSensors } from '../../../../lambdas/shared/domain/sensor-selection';
import { HANOI, makeHour, makeLocation } from '../../../support/air-quality';

const EXTRACTED_AT = '2026-11-23T00:00:00Z';
const hourText = (hour: number) => `2018-12-05T${String(hour).padStart(2, '0')}:00:00Z`;

const values = fc.oneof(
  fc.constantFrom(null, -999, 985, -1, 0, 1e9, Number.NaN),
  fc.double({ min: 0, max: 400, noNaN: true }),
);

/** What an hour says of itself: mostly nothing or the usual, now and then another unit or parameter. */
const own = fc.record({
  unit: fc.constantFrom(null, 'µg/m³', 'ug/m3', 'ppm', 'ppb', 'mg/m³', 'furlong'),
  parameter: fc.constantFrom(null, null, null, 'pm25', 'bc'),
});

/** Sensors of up to four locations, several of one pollutant among them, each with some hours of a day. */
const readings = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 40 }),
      location: fc.integer({ min: 1, max: 4 }),
      parameter: fc.constantFrom(...POLLUTANT_NAMES),
      hours: fc.dictionary(fc.integer({ min: 0, max: 23 }).map(String), fc.tuple(values, own)),
    }),
    { selector: ({ id }) => id, maxLength: 15 },
  )
  .map((sensors) => {
    const locations = [1, 2, 3, 4].map((id) =>
      makeLocation({
        id,
        sensors: sensors
          .filter(({ location }) => location === id)
          .map((sensor) => ({ id: sensor.id, parameter: sensor.parameter, unit: 'µg/m³' })),
      }),
    );
    const window = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
    return selectSensors(locations, POLLUTANT_NAMES, window).sensors.map(
      (sensor): [SelectedSensor, ReturnType<typeof makeHour>[]] => [
        sensor,
        Object.entries(sensors.find(({ id }) => id === sensor.id)?.hours ?? {}).map(([hour, [value, said]]) =>
          makeHour(hourText(Number(hour)), value, false, said),
        ),
      ],
    );
  });

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe('pivot laws', () => {
  it('pivoting loses no value: every hour is kept, a gap, nulled with a reason, or shadowed', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const { rows, values: received, gaps, nulledValues, shadowedValues } = pivot(given, HANOI, EXTRACTED_AT);
        const kept = sum(rows.map((row) => POLLUTANT_NAMES.filter((name) => row[name] !== null).length));
        expect(received).toBe(sum(given.map(([, hours]) => hours.length)));
        expect(kept + gaps + sum(Object.values(nulledValues)) + shadowedValues).toBe(received);
        expect(gaps).toBe(given.flatMap(([, hours]) => hours.filter(({ value }) => value === null)).length);
      }),
    );
  });

  it('there is exactly one row for each location and hour that any sensor reported', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const { rows } = pivot(given, HANOI, EXTRACTED_AT);
        const expected = new Set(
          given.flatMap(([sensor, hours]) => hours.map(({ periodStart }) => `${sensor.location.id} ${periodStart}`)),
        );
        const actual = rows.map((row) => `${row.location_id} ${row.measurement_datetime}`);
        expect(new Set(actual)).toEqual(expected);
        expect(actual).toHaveLength(expected.size);
      }),
    );
  });

  it('rows come by location, those of a location by hour', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const order = pivot(given, HANOI, EXTRACTED_AT).rows.map(
          (row) => `${row.location_id} ${row.measurement_datetime}`,
        );
        expect(order).toEqual([...order].sort());
      }),
    );
  });

  it('pivoting invents none: what a row holds is what the first of its sensors said that had a value, converted', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const { rows } = pivot(given, HANOI, EXTRACTED_AT);
        for (const row of rows) {
          for (const pollutant of POLLUTANT_NAMES) {
            const said = given
              .filter(([sensor]) => sensor.pollutant === pollutant && sensor.location.id === row.location_id)
              .flatMap(([sensor, hours]) =>
                hours
                  .filter(({ periodStart }) => periodStart === row.measurement_datetime)
                  .map(({ value, unit, parameter }) => ({
                    value,
                    unit: unit ?? sensor.unit,
                    parameter: parameter ?? pollutant,
                  })),
              )
              .map((raw) => toMeasuredValue(pollutant, raw).value);
            expect(row[pollutant]).toBe(said.find((value) => value !== null) ?? null);
          }
        }
      }),
    );
  });
});

describe('pivot', () => {
  const [pm25, no2] = selectSensors(
    [
      makeLocation({
        sensors: [
          { id: 1, parameter: 'pm25', unit: 'µg/m³' },
          { id: 2, parameter: 'no2', unit: 'ppb' },
        ],
      }),
    ],
    ['pm25', 'no2'],
    { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
  ).sensors as [SelectedSensor, SelectedSensor];

  it('keeps both pollutants when two sensors report at the same hour', () => {
    const { rows } = pivot(
      [
        [pm25, [makeHour(hourText(0), 40)]],
        [no2, [makeHour(hourText(0), 10)]],
      ],
      HANOI,
      EXTRACTED_AT,
    );

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ location_id: 7441, pm25: 40, pm10: null, city: 'Hanoi', country: 'VN' });
    expect(rows[0]?.no2).toBeCloseTo(18.8, 1);
  });

  it('keeps the row of an hour in which nothing usable was measured, and counts flagged values', () => {
    const { rows, nulledValues, flaggedValues } = pivot(
      [[pm25, [makeHour(hourText(3), -999, true)]]],
      HANOI,
      EXTRACTED_AT,
    );

    expect(rows[0]).toMatchObject({
      measurement_datetime: '2018-12-05T03:00:00Z',
      pm25: null,
      quality_flags: 'pm25:fill_code pm25:flagged',
    });
    expect(nulledValues).toEqual({ fill_code: 1 });
    expect(flaggedValues).toBe(1);
  });

  it('counts an hour without a value as a gap, not as a value that became null', () => {
    const { rows, gaps, nulledValues } = pivot(
      [[pm25, [makeHour(hourText(0), null), makeHour(hourText(1), -999)]]],
      HANOI,
      EXTRACTED_AT,
    );

    expect(rows.map((row) => row.quality_flags)).toEqual([null, 'pm25:fill_code']);
    expect([gaps, nulledValues]).toEqual([1, { fill_code: 1 }]);
  });

  it("converts an hour by its own unit when it differs from the sensor's, and counts it", () => {
    const { rows, unitChanges } = pivot(
      [
        [
          no2,
          [
            makeHour(hourText(0), 10),
            makeHour(hourText(1), 10, false, { unit: 'PPB', parameter: 'no2' }),
            makeHour(hourText(2), 0.01, false, { unit: 'ppm' }),
            makeHour(hourText(3), 18.8, false, { unit: 'µg/m³' }),
          ],
        ],
      ],
      HANOI,
      EXTRACTED_AT,
    );

    for (const row of rows) expect(row.no2).toBeCloseTo(18.8, 1);
    expect(rows).toHaveLength(4);
    expect(unitChanges).toBe(2);
  });

  it('stores no hour of a unit that nobody can convert, and none of another parameter', () => {
    const { rows, nulledValues, unitChanges } = pivot(
      [
        [
          pm25,
          [
            makeHour(hourText(0), 10, false, { unit: 'particles/cm³' }),
            makeHour(hourText(1), 10, false, { parameter: 'pm10' }),
          ],
        ],
      ],
      HANOI,
      EXTRACTED_AT,
    );

    expect(rows.map((row) => [row.pm25, row.pm10])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(nulledValues).toEqual({ unknown_unit: 1, other_parameter: 1 });
    expect(unitChanges).toBe(1);
  });

  it('takes the sensor with the lower id when two of one location measure one pollutant, and its next of kin in a gap', () => {
    const twin = { ...pm25, id: 9 };
    const { rows, shadowedValues } = pivot(
      [
        [pm25, [makeHour(hourText(0), 40), makeHour(hourText(1), null), makeHour(hourText(2), -999)]],
        [twin, [makeHour(hourText(0), 41), makeHour(hourText(1), 42), makeHour(hourText(2), 43, true)]],
      ],
      HANOI,
      EXTRACTED_AT,
    );

    expect(rows.map((row) => row.pm25)).toEqual([40, 42, 43]);
    expect(rows[2]?.quality_flags).toBe('pm25:fill_code pm25:flagged');
    expect(shadowedValues).toBe(1);
  });

  it('makes no rows of no readings', () => {
    expect(pivot([], HANOI, EXTRACTED_AT)).toEqual({
      rows: [],
      values: 0,
      gaps: 0,
      nulledValues: {},
      unitChanges: 0,
      flaggedValues: 0,
      shadowedValues: 0,
    });
  });
});
