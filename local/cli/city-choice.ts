import { withoutAccents } from '../gazetteer/fold';
import { findPlaces, namesOfPlaces, type Place, seatsOfRegions } from '../gazetteer/places';
import type { Console } from './console';
import { countryName } from './country-name';
import { nearNames } from './near-names';
import { UsageError } from './run-options';
import { drawTable } from './table';

/** How a person says which of several places of one name is meant. */
export interface ChoiceOptions {
  /** ISO 3166-1 alpha-2, in any case. */
  readonly country?: string;
  /** Number in the list. */
  readonly choose?: string;
}

/** So many times as large as the next, a place is the one that is meant: Beijing, and not a village of that name. */
const CLEARLY_LARGER = 10;

/** Places that are listed at most: the largest. */
const MOST_LISTED = 20;

/** Inhabitants of a place that a misspelt name is taken for. */
const LEAST_NEAR = 15_000;

const toCountry = (given: string | undefined): string | undefined => {
  if (given === undefined) return undefined;
  const code = given.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && countryName(code) !== code) return code;
  throw new UsageError([
    `--country ${JSON.stringify(given)}: expected the ISO 3166-1 code of a country, such as VN or US`,
  ]);
};

const unknown = (name: string, country: string | undefined): UsageError => {
  const near = nearNames(withoutAccents(name), namesOfPlaces(LEAST_NEAR, country));
  const where = country === undefined ? '' : ` in ${countryName(country)}`;
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'try its name in another spelling or language';
  return new UsageError([`no place${where} is called ${JSON.stringify(name)}: ${hint}`]);
};

const list = (places: readonly Place[], console: Console, width: number | undefined): void => {
  const seats = seatsOfRegions();
  const rows = places.slice(0, MOST_LISTED).map(({ name, country, region, population, latitude, longitude }, index) => {
    const seat = seats.get(`${country}.${region}`);
    return [
      index + 1,
      name,
      countryName(country),
      seat === undefined ? region : `${region} (${seat})`,
      population === 0 ? null : population.toLocaleString('en'),
      `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`,
    ];
  });
  const headings = ['no', 'name', 'country', 'region (its seat)', 'inhabitants', 'latitude, longitude'];
  console.plain(drawTable(headings, rows, width));
  if (places.length > MOST_LISTED) console.plain(`The ${MOST_LISTED} largest of ${places.length}.`);
};

/**
 * The one place that is meant by a name: the only one, the one that was chosen, or one that is far larger than the others.
 *
 * @param width of the terminal, for the list of several
 * @throws UsageError naming the near names when there is none, and after the list when there are several
 */
export const choosePlace = (
  name: string,
  { country: given, choose }: ChoiceOptions,
  console: Console,
  width?: number,
): Place => {
  const country = toCountry(given);
  const places = findPlaces(name, country);
  const [first, second] = places;
  if (first === undefined) throw unknown(name, country);
  if (choose !== undefined) {
    const chosen = /^\d+$/.test(choose) ? places[Number(choose) - 1] : undefined;
    if (chosen !== undefined) return chosen;
    throw new UsageError([`--choose ${JSON.stringify(choose)}: expected a number from 1 to ${places.length}`]);
  }
  if (second === undefined) return first;
  if (first.population >= CLEARLY_LARGER * second.population) {
    const others = places.length === 2 ? 'Another place has' : `${places.length - 1} other places have`;
    console.tagged('INFO', `${others} this name, far smaller: --choose 2 takes the next`);
    return first;
  }
  list(places, console, width);
  const how = country === undefined ? '--choose <number>, or --country <code>' : '--choose <number>';
  throw new UsageError([`${places.length} places are called ${JSON.stringify(name)}: choose one with ${how}`]);
};
