import { POLLUTANTS, type PollutantName, rangeOf, type Unit } from './pollutants';

/** Litres that one mole of gas fills at 25 C and 1 atm: the reference state of WHO and US EPA conversion tables. */
const MOLAR_VOLUME = 24.45;

const UNITS: ReadonlySet<string> = new Set<Unit>(['ug/m3', 'mg/m3', 'ppm', 'ppb']);

/** OpenAQ writes U+00B5 (micro) and U+00B3 (cubed); some providers U+03BC (Greek mu) or plain letters. */
export const normaliseUnit = (unit: string): string =>
  unit
    .trim()
    .toLowerCase()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace('\u00b3', '3')
    .replace('^3', '3');

/**
 * What a unit's text says, or null when it is unknown or means nothing for the pollutant (ppm of particulate matter).
 * Nobody guesses: the caller skips and counts.
 */
export const toUnit = (pollutant: PollutantName, text: string): Unit | null => {
  const unit = normaliseUnit(text) as Unit;
  return UNITS.has(unit) && rangeOf(pollutant, unit) ? unit : null;
};

/**
 * Converts a value to ug/m3: mass = ppb * molarMass / 24.45, at 25 C and 1 atm. A pollutant without molar mass has no
 * ppm and ppb (`toUnit` gives null for them).
 */
export const toMicrograms = (pollutant: PollutantName, value: number, unit: Unit): number => {
  const microgramsPerPpb = (POLLUTANTS[pollutant].molarMass ?? Number.NaN) / MOLAR_VOLUME;
  switch (unit) {
    case 'ug/m3':
      return value;
    case 'mg/m3':
      return value * 1_000;
    case 'ppb':
      return value * microgramsPerPpb;
    case 'ppm':
      return value * 1_000 * microgramsPerPpb;
  }
};
