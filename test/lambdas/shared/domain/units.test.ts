import fc from 'fast-check';
import { POLLUTANT_NAMES, POLLUTANTS, rangeOf, type Unit } from '../../../../lambdas/shared/domain/pollutants';
import { toMicrograms, toUnit } from '../../../../lambdas/shared/domain/units';

describe('toUnit', () => {
  it.each(['µg/m³', 'μg/m³', 'ug/m3', 'µg/m3', 'UG/M^3', ' µg/m³ '])('reads %p as ug/m3', (text) => {
    expect(toUnit('pm25', text)).toBe('ug/m3');
  });

  it.each([
    ['pm25', 'ppb'],
    ['pm10', 'ppm'],
    ['pm25', 'particles/cm³'],
    ['o3', '%'],
    ['co', ''],
    ['co', 'constructor'],
  ] as const)('does not guess what %s in %p means', (pollutant, text) => {
    expect(toUnit(pollutant, text)).toBeNull();
  });
});

describe('toMicrograms', () => {
  // Reference factors at 25 C and 1 atm: WHO Air Quality Guidelines, table of conversion factors.
  it.each([
    ['co', 1.145],
    ['no2', 1.88],
    ['o3', 1.96],
    ['so2', 2.62],
  ] as const)('converts one ppb of %s to %d ug/m3 at 25 C and 1 atm', (pollutant, expected) => {
    expect(toMicrograms(pollutant, 1, 'ppb')).toBeCloseTo(expected, 2);
    expect(toMicrograms(pollutant, 1, 'ppm')).toBeCloseTo(toMicrograms(pollutant, 1_000, 'ppb'), 6);
  });

  it('has no factor of its own: one ppb is the molar mass by 24.45 litres, the molar volume at 25 C and 1 atm', () => {
    const gases = POLLUTANT_NAMES.filter((name) => POLLUTANTS[name].molarMass !== null);
    expect(gases).toEqual(['o3', 'no2', 'so2', 'co']);
    for (const name of gases) {
      expect(toMicrograms(name, 1, 'ppb')).toBeCloseTo(Number(POLLUTANTS[name].molarMass) / 24.45, 12);
    }
  });

  it('is no number for a unit that means nothing for the pollutant', () => {
    expect(toMicrograms('pm25', 1, 'ppb')).toBeNaN();
  });

  it('converts mg/m3 by a thousand and leaves ug/m3 as it is', () => {
    expect(toMicrograms('co', 1.5, 'mg/m3')).toBe(1_500);
    expect(toMicrograms('co', 1.5, 'ug/m3')).toBe(1.5);
  });

  const units = fc.constantFrom<Unit>('ug/m3', 'mg/m3', 'ppm', 'ppb');
  const pairs = fc
    .tuple(fc.constantFrom(...POLLUTANT_NAMES), units)
    .filter(([pollutant, unit]) => rangeOf(pollutant, unit) !== undefined);
  const values = fc.double({ min: 0, max: 1e5, noNaN: true });

  it('conversion is monotone: of two values in one unit the greater is never the lesser afterwards', () => {
    fc.assert(
      fc.property(pairs, values, values, ([pollutant, unit], a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((value) => toMicrograms(pollutant, value, unit));
        expect(less).toBeLessThanOrEqual(more as number);
      }),
    );
  });

  it('conversion is reversible within rounding: divided by what one unit is, a value is again what it was', () => {
    fc.assert(
      fc.property(pairs, values, ([pollutant, unit], value) => {
        const back = toMicrograms(pollutant, value, unit) / toMicrograms(pollutant, 1, unit);
        expect(Math.abs(back - value)).toBeLessThanOrEqual(4 * Number.EPSILON * value + Number.MIN_VALUE * 1e6);
      }),
    );
  });
});
