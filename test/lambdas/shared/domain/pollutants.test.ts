import {
  isPollutantName,
  POLLUTANT_NAMES,
  POLLUTANTS,
  rangeOf,
  type Unit,
} from '../../../../lambdas/shared/domain/pollutants';
import { toUnit } from '../../../../lambdas/shared/domain/units';
import { openAqParameters } from '../../../support/openaq-parameters';

const RANGES = POLLUTANT_NAMES.flatMap((pollutant) =>
  (['ug/m3', 'mg/m3', 'ppm', 'ppb'] as Unit[]).flatMap((unit) => {
    const range = rangeOf(pollutant, unit);
    return range ? [{ pollutant, unit, ...range }] : [];
  }),
);

describe('POLLUTANTS', () => {
  it("holds OpenAQ's own ingest limits, in each unit that OpenAQ has for the pollutant", () => {
    const documented = openAqParameters().flatMap(({ name, units, lowerLimit, upperLimit }) => {
      if (!isPollutantName(name)) return [];
      const unit = toUnit(name, units);
      return [{ name, units, lowerLimit, upperLimit, ours: unit && rangeOf(name, unit)?.upperLimit }];
    });

    // 2 of particles in ug/m3, 4 gases in ug/m3, ppm and ppb.
    expect(documented).toHaveLength(14);
    for (const { lowerLimit, upperLimit, ours } of documented) {
      expect(lowerLimit).toBe(0);
      expect(ours).toBe(upperLimit);
    }
  });

  it('has, beside the documented units, mg/m3 with a thousandth of the limit in ug/m3', () => {
    expect(RANGES).toHaveLength(14 + POLLUTANT_NAMES.length);
    for (const name of POLLUTANT_NAMES) {
      const { ranges } = POLLUTANTS[name];
      expect(ranges['mg/m3'].upperLimit).toBe(ranges['ug/m3'].upperLimit / 1_000);
    }
  });

  it('no fill code lies inside the range, where it would be a reading', () => {
    const insideRange = RANGES.flatMap(({ fillCodes, upperLimit, ...where }) =>
      fillCodes.filter((code) => code >= 0 && code <= upperLimit).map((code) => ({ ...where, code })),
    );

    expect(insideRange).toEqual([]);
  });

  it.each([
    ['pm25', 'ug/m3', [-9_999, -999, 9_999]],
    ['co', 'ug/m3', [-9_999, -999]],
    ['no2', 'ppm', [-9_999, -999, 9_999, -9.999, 9.999]],
    ['co', 'ppm', [-9_999, -999, 9_999, -9.999]],
  ] as const)('knows the fill codes of %s in %s', (pollutant, unit, codes) => {
    expect(rangeOf(pollutant, unit)?.fillCodes).toEqual(codes);
  });
});
