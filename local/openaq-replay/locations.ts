import { type Answer, json, notReplayed, pageOf, SERVER_FAILURE } from './answers';
import { distanceMetres } from './distance';
import { LARGEST_ID, ParameterReader } from './parameter-reader';
import { type RecordedLocation, recordedLocations } from './recorded-data';

/** The API's own pattern. It is not anchored: what merely contains a box passes it, and fails the program afterwards. */
const BOX_PATTERN = /-?\d{1,3}\.?\d*,-?\d{1,2}\.?\d*,-?\d{1,3}\.?\d*,-?\d{1,2}\.?\d*/;

/** Filters that the API knows and that are not replayed. Other names are ignored by both. */
const OTHER_FILTERS = [
  'countries_id',
  'instruments_id',
  'licenses_id',
  'manufacturers_id',
  'mobile',
  'monitor',
  'order_by',
  'owner_contacts_id',
  'parameters_id',
  'providers_id',
  'sort_order',
];

type Keeps = (location: RecordedLocation) => boolean;

/** Numbers in the API's 4 decimals (cut, not rounded), or undefined where its program would fail. */
const parseNumbers = (text: string, count: number): number[] | undefined => {
  const numbers = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Math.trunc(Number(part) * 1e4) / 1e4));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : undefined;
};

const isLongitude = (degrees: number): boolean => Math.abs(degrees) <= 180;
const isLatitude = (degrees: number): boolean => Math.abs(degrees) <= 90;

const insideBox = (text: string): Keeps | undefined => {
  const [west, south, east, north] = parseNumbers(text, 4) ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  if (![west, east].every(isLongitude) || ![south, north].every(isLatitude)) return undefined;
  if (west > east || south > north) return undefined;
  return ({ coordinates: { latitude, longitude } }) =>
    longitude >= west && longitude <= east && latitude >= south && latitude <= north;
};

/** Adds the distance to each location in the circle; undefined where the API's program fails. */
const withinCircle = (text: string, radius: number) => {
  const [latitude, longitude] = parseNumbers(text, 2) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  if (!isLatitude(latitude) || !isLongitude(longitude)) return undefined;
  return (locations: readonly RecordedLocation[]): RecordedLocation[] =>
    locations
      .map((location) => ({ ...location, distance: distanceMetres({ latitude, longitude }, location.coordinates) }))
      .filter(({ distance }) => distance <= radius);
};

/** `GET /v3/locations`: by box, by circle, by country, in order of id. */
export const answerLocations = (query: URLSearchParams): Answer => {
  const otherFilter = OTHER_FILTERS.find((name) => query.has(name));
  if (otherFilter) return notReplayed(`filter ${otherFilter} of /v3/locations`);

  const read = new ParameterReader(query);
  const radius = read.radius();
  const paging = read.paging();
  const iso = read.text('iso');
  const box = read.text('bbox', BOX_PATTERN);
  const centre = read.text('coordinates');
  const parsingRefusal = read.parsingRefusal();
  if (parsingRefusal) return parsingRefusal;

  // A box beside a circle, and half a circle, make the API's program fail before it validates the rest.
  if ((box !== undefined && (centre ?? radius) !== undefined) || (centre === undefined) !== (radius === undefined)) {
    return SERVER_FAILURE;
  }
  const validationRefusal = read.validationRefusal();
  if (validationRefusal) return validationRefusal;

  let locations: readonly RecordedLocation[] = recordedLocations().filter(
    ({ country }) => iso === undefined || country.code === iso,
  );
  if (box !== undefined) {
    const keeps = insideBox(box);
    if (!keeps) return SERVER_FAILURE;
    locations = locations.filter(keeps);
  }
  if (centre !== undefined && radius !== undefined) {
    const select = withinCircle(centre, radius);
    if (!select) return SERVER_FAILURE;
    locations = select(locations);
  }
  return pageOf(locations, paging);
};

/** `GET /v3/locations/{id}`. */
export const answerLocation = (query: URLSearchParams, idText: string): Answer => {
  const read = new ParameterReader(query);
  const id = read.id('locations_id', idText);
  const refusal = read.parsingRefusal() ?? read.validationRefusal();
  if (refusal) return refusal;
  if (id > LARGEST_ID) return SERVER_FAILURE;
  const location = recordedLocations().find((candidate) => candidate.id === id);
  return location ? pageOf([location], { limit: 100, page: 1 }) : json(404, { detail: 'Location not found' });
};
