import type { City } from './city';
import type { WorkItem } from './work-item';

/** Where a location is, in degrees; null where OpenAQ does not tell. */
interface Position {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

type Box = City['boundingBox'];

/**
 * How far beyond a box its locations may be, in degrees: OpenAQ compares coordinates of four decimals, while it tells them
 * with float noise (105.79470000000002). A tenth of a metre would do; this is ten metres.
 */
const TOLERANCE = 0.0001;

const widened = ([west, south, east, north]: Box): Box => [
  west - TOLERANCE,
  south - TOLERANCE,
  east + TOLERANCE,
  north + TOLERANCE,
];

const holds = (box: Box, latitude: number, longitude: number): boolean => {
  const [west, south, east, north] = widened(box);
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
};

/** Whether two boxes can hold the same location; boxes that touch can. Antimeridian: no box crosses it. */
const canShare = (one: Box, other: Box): boolean => {
  const [west, south, east, north] = widened(one);
  const [otherWest, otherSouth, otherEast, otherNorth] = widened(other);
  return west <= otherEast && otherWest <= east && south <= otherNorth && otherSouth <= north;
};

/** Square of the distance to a box's centre, in degrees of latitude; degrees of longitude shrink towards the poles. */
const squaredDistance = ([west, south, east, north]: Box, latitude: number, longitude: number): number => {
  const eastward = ((west + east) / 2 - longitude) * Math.cos((latitude * Math.PI) / 180);
  const northward = (south + north) / 2 - latitude;
  return eastward ** 2 + northward ** 2;
};

/**
 * The one city that a location belongs to: of the cities whose boxes hold it, the one whose box's centre is nearest; of
 * equally near ones, and for a location without coordinates or in no box, the first.
 *
 * @param cities in the order of the configuration
 */
export const ownerOf = ({ latitude, longitude }: Position, cities: readonly City[]): City | undefined => {
  const [first] = cities;
  if (latitude === null || longitude === null) return first;
  let owner: City | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const city of cities) {
    const distance = squaredDistance(city.boundingBox, latitude, longitude);
    if (holds(city.boundingBox, latitude, longitude) && distance < least) [owner, least] = [city, distance];
  }
  return owner ?? first;
};

/** The configured cities whose boxes can hold a location of this city's box, in the order of the configuration. */
export const rivalsOf = (city: City, configured: readonly City[]): City[] =>
  configured.filter((other) => other.name !== city.name && canShare(other.boundingBox, city.boundingBox));

/**
 * Whether a location in the box of a work item's city belongs to that city, and not to one of its rivals. Every work item
 * that lists the location gives the same answer, whichever cities the run is for.
 */
export const belongsToCity = (
  position: Position,
  { city, rivals = [], rivalsBefore = 0 }: Pick<WorkItem, 'city' | 'rivals' | 'rivalsBefore'>,
): boolean => {
  return ownerOf(position, rivals.toSpliced(rivalsBefore, 0, city)) === city;
};
