import pollutants from '../../../sql/archive/pollutants.json';
import type { LAKE } from './lake';

/** Units of concentration that can be converted to ug/m3, as `toUnit` writes them. */
export type Unit = 'ug/m3' | 'mg/m3' | 'ppm' | 'ppb';

/** What one pollutant's numbers mean in one unit. */
interface Range {
  /**
   * The highest hourly mean that is a reading, in this unit; the lowest is 0. OpenAQ's own ingest limits (openaq-db
   * lookups/measurands.sql, repeated in test/fixtures/openaq/parameters.tsv); OpenAQ has none for mg/m3, which it rescales
   * to ug/m3 before it checks: there it is a thousandth of the limit in ug/m3.
   */
  readonly upperLimit: number;
  /** Numbers that providers write for "no value" in this unit; none lies inside the range, where it would be a reading. */
  readonly fillCodes: readonly number[];
  /** ug/m3 in one of this unit. Of ppb: the molar mass by 24.45 L/mol (25 C, 1 atm), as in the tables of WHO and US EPA. */
  readonly micrograms: number;
}

/** One pollutant as the warehouse stores it. */
interface Pollutant {
  /** Molar mass in g/mol, to convert ppm and ppb; null for particulate matter, which has none. */
  readonly molarMass: number | null;
  /** By unit; a unit that is absent means nothing for the pollutant. */
  readonly ranges: Readonly<Partial<Record<Unit, Range>>>;
}

/*
 * Where the fill codes come from:
 * -999 in any unit: AirNow and the US diplomatic posts (openaq-api issue 8, openaq-fetch issue 873), 349 hours of the
 *   replayed data among them.
 * -9999 and 9999: Envista networks, seen in Israel (openaq-fetch pull request 1100). OpenAQ's converter divided them by a
 *   thousand on the way from ppb to ppm, so in ppm they are -9.999 and 9.999, as they were seen there.
 * 985 is none: location 7440 repeated it, but it lies inside 0..1000, and for CO it is an ordinary hour. The number alone
 *   cannot tell a reading from a code, so it is kept.
 * A code that is a possible reading is no code there: 9999 ug/m3 of CO is a reading.
 */

type Measured = typeof LAKE.measurements.columns;

/** The pollutants are the columns of the lake that are said to be one. */
export type PollutantName = {
  [name in keyof Measured]: Measured[name] extends { double: { pollutant: string } } ? name : never;
}[keyof Measured];

/**
 * The pollutants of the warehouse, in the order of its columns. One text, `sql/archive/pollutants.json`, for TypeScript and
 * for the Glue script that reads OpenAQ's archive.
 */
export const POLLUTANTS = pollutants satisfies Record<PollutantName, Pollutant>;

export const POLLUTANT_NAMES = Object.keys(POLLUTANTS) as PollutantName[];

/** Whether a parameter name of OpenAQ is one of the warehouse's pollutants. */
export const isPollutantName = (name: string): name is PollutantName => Object.hasOwn(POLLUTANTS, name);

/** What numbers of a pollutant mean in a unit; undefined when the unit means nothing for it (ppm of dust). */
export const rangeOf = (pollutant: PollutantName, unit: Unit): Range | undefined =>
  (POLLUTANTS[pollutant].ranges as Pollutant['ranges'])[unit];
