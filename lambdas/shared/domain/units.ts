import { type PollutantName, rangeOf, type Unit } from './pollutants';

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

/** Converts a value to ug/m3; NaN for a unit that means nothing for the pollutant, for which `toUnit` gives null. */
export const toMicrograms = (pollutant: PollutantName, value: number, unit: Unit): number =>
  value * (rangeOf(pollutant, unit)?.micrograms ?? Number.NaN);
