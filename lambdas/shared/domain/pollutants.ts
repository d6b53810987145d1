/** One pollutant as the warehouse stores it. All concentrations are in ug/m3. */
export interface Pollutant {
  /** Molar mass in g/mol, to convert ppm and ppb; null for particulate matter, which has none. */
  readonly molarMass: number | null;
  /** Highest physically possible hourly mean in ug/m3: OpenAQ's own ingest limit (openaq-db lookups/measurands.sql). */
  readonly upperLimit: number;
}

/** The six pollutants of the warehouse, in the order of its columns. Lower limit: 0 for all. */
export const POLLUTANTS = {
  pm25: { molarMass: null, upperLimit: 1_000 },
  pm10: { molarMass: null, upperLimit: 1_500 },
  o3: { molarMass: 47.998, upperLimit: 500 },
  no2: { molarMass: 46.006, upperLimit: 500 },
  so2: { molarMass: 64.064, upperLimit: 2_000 },
  co: { molarMass: 28.01, upperLimit: 100_000 },
} as const satisfies Record<string, Pollutant>;

export type PollutantName = keyof typeof POLLUTANTS;

export const POLLUTANT_NAMES = Object.keys(POLLUTANTS) as PollutantName[];

/** Whether a parameter name of OpenAQ is one of the warehouse's pollutants. */
export const isPollutantName = (name: string): name is PollutantName => Object.hasOwn(POLLUTANTS, name);
