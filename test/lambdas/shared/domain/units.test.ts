import { microgramsPerCubicMetreFactor } from '../../../../lambdas/shared/domain/units';

describe('microgramsPerCubicMetreFactor', () => {
  it.each(['µg/m³', 'μg/m³', 'ug/m3', 'µg/m3', 'UG/M^3'])('leaves a value in %s as it is', (unit) => {
    expect(microgramsPerCubicMetreFactor('pm25', unit)).toBe(1);
  });

  // Reference factors at 25 C and 1 atm: WHO Air Quality Guidelines, table of conversion factors.
  it.each([
    ['co', 1.145],
    ['no2', 1.88],
    ['o3', 1.96],
    ['so2', 2.62],
  ] as const)('converts one ppb of %s to %d ug/m3 at 25 C and 1 atm', (pollutant, expected) => {
    const factor = microgramsPerCubicMetreFactor(pollutant, 'ppb');
    expect(factor).toBeCloseTo(expected, 2);
    expect(microgramsPerCubicMetreFactor(pollutant, 'ppm')).toBeCloseTo((factor ?? 0) * 1_000, 9);
  });

  it('converts mg/m³ by a thousand', () => {
    expect(microgramsPerCubicMetreFactor('co', 'mg/m³')).toBe(1_000);
  });

  it.each([
    ['pm25', 'ppb'],
    ['pm10', 'ppm'],
    ['pm25', 'particles/cm³'],
    ['o3', '%'],
    ['co', ''],
  ] as const)('does not guess what %s in %p means', (pollutant, unit) => {
    expect(microgramsPerCubicMetreFactor(pollutant, unit)).toBeNull();
  });
});
