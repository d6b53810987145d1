import type { City } from '../../lambdas/shared/domain/city';
import { type Place, placesOf } from './places';

type Box = City['boundingBox'];

/** A place on the map, degrees (WGS84). */
type Position = Pick<Place, 'latitude' | 'longitude'>;

/** Mean Earth radius, km (IUGG). */
const EARTH_KM = 6_371;

/** A degree of latitude on such an Earth, km. */
const KM_PER_DEGREE = (EARTH_KM * Math.PI) / 180;

/**
 * How far a box reaches from the centre of a city, by its inhabitants, km. Chosen so that Hanoi and Ho Chi Minh City get
 * about the boxes of `cdk.json`, and a town one of a morning's bicycle ride.
 */
const REACHES: readonly { readonly below: number; readonly km: number }[] = [
  { below: 100_000, km: 8 },
  { below: 1_000_000, km: 15 },
  { below: 5_000_000, km: 25 },
  { below: Number.POSITIVE_INFINITY, km: 40 },
];

/** How far the box of a city of so many inhabitants reaches from its centre, km. */
export const reachOf = (population: number): number => REACHES.find(({ below }) => population < below)?.km ?? 40;

const rounded = (degrees: number, most: number): number => Number(Math.min(most, Math.max(-most, degrees)).toFixed(2));

/** A square around a place, [west, south, east, north] in degrees with two decimals (about a kilometre). */
export const boxAround = ({ latitude, longitude }: Position, reachKm: number): Box => {
  const northward = reachKm / KM_PER_DEGREE;
  // Half of the ten degrees that a city may have: near a pole a kilometre is many degrees of longitude.
  const eastward = Math.min(5, northward / Math.cos((latitude * Math.PI) / 180));
  return [
    rounded(longitude - eastward, 180),
    rounded(latitude - northward, 90),
    rounded(longitude + eastward, 180),
    rounded(latitude + northward, 90),
  ];
};

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two places, along a great circle. */
export const kilometres = (one: Position, other: Position): number => {
  const northward = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const eastward = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const chord = northward + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * eastward;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
};

const centreOf = ([west, south, east, north]: Box): Position => ({
  latitude: (south + north) / 2,
  longitude: (west + east) / 2,
});

/** Whether a place lies in a box. */
export const isWithin = ([west, south, east, north]: Box, { latitude, longitude }: Position): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** The same numbers with longitude and latitude changed over; undefined where they are no longitudes and latitudes then. */
export const swapped = ([west, south, east, north]: Box): Box | undefined =>
  Math.abs(west) > 90 || Math.abs(east) > 90 ? undefined : [south, west, north, east];

/** A box whose centre is farther than this from every place of its country is not in it, km. */
const FAR_KM = 100;

/**
 * The box with longitude and latitude changed over, where the one that is given lies outside of its country and that one
 * within: both orders are lawful for Kathmandu, and one of them is in the Indian Ocean. Undefined else.
 *
 * @param country ISO 3166-1 alpha-2
 */
export const likelierBox = (box: Box, country: string): Box | undefined => {
  const other = swapped(box);
  if (other === undefined) return undefined;
  const places = placesOf(country);
  const isNear = (candidate: Box): boolean => places.some((place) => kilometres(centreOf(candidate), place) <= FAR_KM);
  return !isNear(box) && isNear(other) ? other : undefined;
};
