import { toMeasuredValue } from '../../../../lambdas/shared/domain/measured-value';

describe('toMeasuredValue', () => {
  it.each([
    [0, 0],
    [0.02070833333333334, 0.02070833333333334],
    [1_000, 1_000],
  ])('keeps %d ug/m3 of PM2.5', (raw, value) => {
    expect(toMeasuredValue('pm25', raw, 1)).toEqual({ value, nullReason: null });
  });

  it.each([
    [null, 'gap'],
    [Number.NaN, 'not_a_number'],
    [Number.POSITIVE_INFINITY, 'not_a_number'],
    [-999, 'fill_code'],
    [-9999, 'fill_code'],
    [985, 'fill_code'],
    [-0.6, 'below_range'],
    [1_000.1, 'above_range'],
  ])('turns %p into null, because of %s', (raw, nullReason) => {
    expect(toMeasuredValue('pm25', raw, 1)).toEqual({ value: null, nullReason });
  });

  it('compares fill codes before it converts the unit, and the range after', () => {
    expect(toMeasuredValue('co', -999, 1.145).nullReason).toBe('fill_code');
    expect(toMeasuredValue('o3', 255, 1.96).value).toBeCloseTo(499.8);
    expect(toMeasuredValue('o3', 256, 1.96).nullReason).toBe('above_range');
  });
});
