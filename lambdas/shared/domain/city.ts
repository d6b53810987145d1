import * as z from 'zod';
import { NAMES } from './lake';
import { toPlainText } from './plain-text';
import { timeZone } from './time-zone';

/**
 * A city's name goes into S3 keys, SQL text and Glue arguments, so it may hold letters, digits, spaces and hyphens only.
 * Its S3 segment is the name with `_` for each space (see `citySegment`).
 */
const cityNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9 -]{1,63}$/, 'a name of 1 to 63 letters, digits, spaces or hyphens')
  .regex(NAMES.city, 'a name that begins and ends with a letter or digit, with one space or hyphen between its words');

/** A box smaller than this holds no city, and a station at its edge only by luck. In degrees: about a kilometre. */
const LEAST_SIDE = 0.01;

/** A box larger than this is a country. In degrees: about 1,100 km. */
const MOST_SIDE = 10;

type Box = readonly [west: number, south: number, east: number, north: number];

const isInRange = ([west, south, east, north]: Box): boolean =>
  Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90;

const isInOrder = ([west, south, east, north]: Box): boolean => west < east && south < north;

/** OpenAQ's docs show boxes in both orders; a latitude beyond the pole is what tells that it was the other one. */
const swapHint = ([west, south, east, north]: Box): string => {
  const swapped: Box = [south, west, north, east];
  return isInRange(swapped) && isInOrder(swapped)
    ? `; these look like latitude before longitude: try [${swapped.join(', ')}]`
    : '';
};

const toFourDecimals = (degrees: number): number => Number(degrees.toFixed(4));

/** Why a box cannot be asked for, as what is expected instead; undefined when it can. */
const whyNotABox = (box: Box): string | undefined => {
  // 0.29 - 0.28 is 0.009999999999999981, and 16.1 - 6.1 is 10.000000000000002.
  const sides = [box[2] - box[0], box[3] - box[1]].map(toFourDecimals);
  if (!isInRange(box)) {
    return `longitudes from -180 to 180 and latitudes from -90 to 90, as [west, south, east, north]${swapHint(box)}`;
  }
  if (!isInOrder(box)) return `[west, south, east, north] in degrees, with west < east and south < north`;
  if (Math.min(...sides) < LEAST_SIDE) return `a box of at least ${LEAST_SIDE} degrees a side (about a kilometre)`;
  if (Math.max(...sides) > MOST_SIDE) return `a city's box, at most ${MOST_SIDE} degrees a side`;
  // The API reads four decimals, and takes a box with more for another one.
  if (box.some((degrees) => toFourDecimals(degrees) !== degrees)) return 'degrees with at most 4 decimals (11 metres)';
  return undefined;
};

/** [west, south, east, north] in degrees (WGS84), the order of OpenAQ's `bbox`. */
const boundingBoxSchema = z
  .tuple([z.number(), z.number(), z.number(), z.number()], { error: '[west, south, east, north] in degrees' })
  .refine((box) => whyNotABox(box) === undefined, { error: ({ input }) => whyNotABox(input as Box) });

const DISPLAY_NAME =
  'a name of 1 to 63 characters of any script, without blanks at its ends, control or direction characters, $ and \\';

/**
 * How people write the city. It goes into SQL text, where quotes are doubled. A backslash is an escape to Redshift and
 * none to Postgres, and CloudFormation and Step Functions fill in what begins with a dollar sign: both are refused.
 */
const displayNameSchema = z
  .string({ error: DISPLAY_NAME })
  .refine(
    (name) => name !== '' && [...name].length <= 63 && toPlainText(name) === name && !/[\\$]/.test(name),
    DISPLAY_NAME,
  );

/** A city: no location of OpenAQ carries a usable city name, so cities are chosen by geometry. */
export const citySchema = z.strictObject({
  name: cityNameSchema,
  country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code in upper case, such as "VN"'),
  boundingBox: boundingBoxSchema,
  /** @default - the clock that the warehouse knows, else UTC */
  timeZone: timeZone().optional(),
  /** @default - the name */
  displayName: displayNameSchema.optional(),
});

export type City = z.infer<typeof citySchema>;

/** The city's name as a reader sees it. */
export const displayNameOf = ({ displayName, name }: Pick<City, 'displayName' | 'name'>): string => displayName ?? name;
