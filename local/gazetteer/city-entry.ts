import { type City, citySchema } from '../../lambdas/shared/domain/city';
import { NAMES } from '../../lambdas/shared/domain/lake';
import { fold, withoutAccents } from './fold';
import type { OwnNames } from './own-script';
import type { Place } from './places';

/** A name in the letters that S3 keys, SQL and inputs allow. */
const toKey = (name: string): string =>
  withoutAccents(name)
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim();

const isKey = (name: string): boolean => NAMES.city.test(name) && citySchema.shape.name.safeParse(name).success;

/**
 * The ASCII name of a place: the spelling that was typed where GeoNames has it so, such as Cologne, else the local name
 * without its accents, else GeoNames's transliteration.
 */
const keyOf = ({ name, asciiName, otherNames }: Place, typed: string): string => {
  // What begins with a small letter is a transliteration of GeoNames for searching.
  const spelt = [name, asciiName, ...otherNames].find(
    (other) => /^[A-Z]/.test(other) && isKey(other) && fold(other) === fold(typed),
  );
  return spelt ?? [withoutAccents(name), toKey(name), asciiName, toKey(asciiName)].find(isKey) ?? toKey(asciiName);
};

/**
 * The entry of `cdk.json` for a place. A displayName that is the name itself is left out, and a time zone that this Node
 * does not know.
 */
export const cityEntryOf = (
  place: Place,
  { typed, name, boundingBox }: { typed: string; name: string | undefined; boundingBox: City['boundingBox'] },
  { displayName: own }: OwnNames,
): City => {
  const { timeZone, displayName } = citySchema.shape;
  const key = name ?? keyOf(place, typed);
  return {
    name: key,
    country: place.country,
    boundingBox,
    ...(timeZone.safeParse(place.timeZone).success && { timeZone: place.timeZone }),
    ...(own !== undefined && own !== key && displayName.safeParse(own).success && { displayName: own }),
  };
};
