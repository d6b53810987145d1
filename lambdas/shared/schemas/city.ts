import { z } from 'zod';

/**
 * A city's name goes into S3 keys, SQL text and Glue arguments, so it may hold letters, digits, spaces and hyphens only.
 * Its S3 segment is the name with `_` for each space (see `citySegment`).
 */
const cityNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,62}$/, 'a name of 1 to 63 letters, digits, spaces or hyphens');

/** [west, south, east, north] in degrees (WGS84), the order of OpenAQ's `bbox`. */
const boundingBoxSchema = z
  .tuple([
    z.number().min(-180).max(180),
    z.number().min(-90).max(90),
    z.number().min(-180).max(180),
    z.number().min(-90).max(90),
  ])
  .refine(([west, south, east, north]) => west < east && south < north, {
    message: 'bounding box is [west, south, east, north] in degrees, with west < east and south < north',
  });

/** A city: no location of OpenAQ carries a usable city name, so cities are chosen by geometry. */
export const citySchema = z.strictObject({
  name: cityNameSchema,
  country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code in upper case, such as "VN"'),
  boundingBox: boundingBoxSchema,
});

export type City = z.infer<typeof citySchema>;
