import { POLLUTANTS, type PollutantName } from './pollutants';

/** Litres that one mole of gas fills at 25 C and 1 atm: the reference state of WHO and US EPA conversion tables. */
const MOLAR_VOLUME = 24.45;

/** OpenAQ writes U+00B5 (micro) and U+00B3 (cubed); some providers U+03BC (Greek mu) or plain letters. */
const normalise = (unit: string): string =>
  unit
    .trim()
    .toLowerCase()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace('\u00b3', '3')
    .replace('^3', '3');

/**
 * The factor that turns a value of `unit` into ug/m3, or null when the unit is unknown or means nothing for the pollutant
 * (ppm of particulate matter). Nobody guesses: the caller skips and counts the sensor.
 *
 * mass = ppb * molarMass / 24.45, at 25 C and 1 atm.
 */
export const microgramsPerCubicMetreFactor = (pollutant: PollutantName, unit: string): number | null => {
  const { molarMass } = POLLUTANTS[pollutant];
  switch (normalise(unit)) {
    case 'ug/m3':
      return 1;
    case 'mg/m3':
      return 1_000;
    case 'ppb':
      return molarMass === null ? null : molarMass / MOLAR_VOLUME;
    case 'ppm':
      return molarMass === null ? null : (1_000 * molarMass) / MOLAR_VOLUME;
    default:
      return null;
  }
};
