import fc from 'fast-check';
import { toMeasuredValue } from '../../../../lambdas/shared/domain/measured-value';
import { POLLUTANT_NAMES, type PollutantName } from '../../../../lambdas/shared/domain/pollutants';

const measured = (pollutant: PollutantName, value: number | null, unit = 'µg/m³', parameter: string = pollutant) =>
  toMeasuredValue(pollutant, { value, unit, parameter });

describe('toMeasuredValue', () => {
  it.each([
    [0, 0],
    [0.02070833333333334, 0.02070833333333334],
    [1_000, 1_000],
  ])('keeps %d ug/m3 of PM2.5', (raw, value) => {
    expect(measured('pm25', raw)).toEqual({ value, nullReason: null });
  });

  it.each([
    [null, 'gap'],
    [Number.NaN, 'not_a_number'],
    [Number.POSITIVE_INFINITY, 'not_a_number'],
    [-999, 'fill_code'],
    [-9_999, 'fill_code'],
    [9_999, 'fill_code'],
    [-0.6, 'below_range'],
    [1_000.1, 'above_range'],
  ])('turns %p of PM2.5 into null, because of %s', (raw, nullReason) => {
    expect(measured('pm25', raw)).toEqual({ value: null, nullReason });
  });

  it.each([
    ['co', 985],
    ['co', 9_999],
    ['pm25', 985],
    ['pm10', 985],
    ['so2', 985],
  ] as const)('keeps a reading of %s that looks like a fill code: %d ug/m3', (pollutant, raw) => {
    expect(measured(pollutant, raw)).toEqual({ value: raw, nullReason: null });
  });

  it.each([
    ['no2', 9.999, 'ppm', 'fill_code'],
    ['no2', -9.999, 'ppm', 'fill_code'],
    ['no2', 9_999, 'ppb', 'fill_code'],
    ['co', 9.999, 'ppm', null],
    ['co', 9_999, 'ppb', null],
    ['so2', 9.999, 'ppb', null],
  ] as const)('judges %s %d %s by the codes of this pollutant in this unit', (pollutant, raw, unit, nullReason) => {
    expect(measured(pollutant, raw, unit).nullReason).toBe(nullReason);
  });

  it.each([
    ['no2', 300, 'ppb', 564.49],
    ['no2', 500, 'ppb', 940.82],
    ['o3', 0.5, 'ppm', 981.55],
    ['so2', 2_000, 'ppb', 5_240.41],
    ['co', 100, 'ppm', 114_560.33],
    ['co', 100, 'mg/m³', 100_000],
  ] as const)(
    'compares %s %d %s with the limit of its own unit, and converts it then',
    (pollutant, raw, unit, value) => {
      expect(measured(pollutant, raw, unit).value).toBeCloseTo(value, 2);
    },
  );

  it.each([
    ['no2', 500.1, 'ppb'],
    ['no2', 0.501, 'ppm'],
    ['no2', 500.1, 'µg/m³'],
    ['co', 100.1, 'mg/m³'],
  ] as const)('turns %s %d %s into null, above the range of that unit', (pollutant, raw, unit) => {
    expect(measured(pollutant, raw, unit).nullReason).toBe('above_range');
  });

  it.each([['particles/cm³'], ['ppb'], ['']])('guesses no value of PM2.5 in %p', (unit) => {
    expect(measured('pm25', 12, unit)).toEqual({ value: null, nullReason: 'unknown_unit' });
    expect(measured('pm25', null, unit).nullReason).toBe('gap');
  });

  it('takes a number of another parameter for no reading, however plausible it is', () => {
    expect(measured('pm25', 12, 'µg/m³', 'pm10')).toEqual({ value: null, nullReason: 'other_parameter' });
  });

  it('either a value from 0 up or a reason, for any number in any unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...POLLUTANT_NAMES),
        fc.option(fc.double(), { nil: null }),
        fc.oneof(fc.constantFrom('µg/m³', 'mg/m³', 'ppm', 'ppb'), fc.string()),
        (pollutant, value, unit) => {
          const result = measured(pollutant, value, unit);
          expect(result.value === null).toBe(result.nullReason !== null);
          if (result.value !== null) expect(result.value).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
