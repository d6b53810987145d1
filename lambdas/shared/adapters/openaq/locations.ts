import type { AirQualitySource, Location } from '../../domain/air-quality-source';
import { TerminalError, TransientError } from '../../domain/errors';
import { locationsPageSchema } from './answers';
import { readPages } from './read-pages';
import type { Requester } from './requester';

/** Readings of a list that takes several pages: the first, one that agrees with it, and some for a list that changes. */
const MAX_READINGS = 5;

/** The API cuts coordinates of a box after 4 decimals (11 m); rounding keeps exponents such as `1e-7` out of the URL. */
const toDegrees = (degrees: number): string => String(Number(degrees.toFixed(4)));

const idsOf = (locations: ReadonlyMap<number, unknown>): string => [...locations.keys()].sort().join();

/**
 * Reads the locations in a box, each once. Where they take several pages, one that appears or goes while they are read
 * shifts the others: the last of a page comes again on the next, or one is on neither, of which no page tells. So such a
 * list is read until two readings agree.
 */
export const createLocationsReader =
  (requester: Requester, pageSize: number): AirQualitySource['locations'] =>
  async (boundingBox) => {
    const query = `/v3/locations?bbox=${boundingBox.map(toDegrees).join(',')}`;
    let before: string | undefined;
    for (let reading = 1; reading <= MAX_READINGS; reading += 1) {
      const read = await readPages(requester, query, locationsPageSchema, pageSize);
      if (read === 'tooSlow') {
        throw new TerminalError(
          'OpenAqQueryTooSlowError',
          `OpenAQ answered 408 to GET ${requester.urlOf(query)}: choose a smaller bounding box for this city`,
        );
      }
      const locations = new Map<number, Location>(read.map((location) => [location.id, location]));
      const ids = idsOf(locations);
      if (read.length < pageSize || ids === before) return [...locations.values()];
      before = ids;
    }
    throw new TransientError(
      'OpenAqUnavailableError',
      `OpenAQ listed other locations at each of ${MAX_READINGS} readings of GET ${requester.urlOf(query)}: try later, when its list has come to rest`,
    );
  };
