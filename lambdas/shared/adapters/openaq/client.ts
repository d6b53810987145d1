import type { AirQualitySource } from '../../domain/air-quality-source';
import { TerminalError } from '../../domain/errors';
import { locationSchema } from './answers';
import { withFlagLabels } from './flag-labels';
import { createHoursReader } from './hours';
import { MAX_PAGE_SIZE, readPages } from './read-pages';
import { createRequester, type RequesterOptions } from './requester';

export interface OpenAqClientOptions extends RequesterOptions {
  /** Rows asked for at once, 1 to 1000. @default 1000 */
  readonly pageSize?: number | undefined;
}

/** The API cuts coordinates of a box after 4 decimals (11 m); rounding keeps exponents such as `1e-7` out of the URL. */
const toDegrees = (degrees: number): string => String(Number(degrees.toFixed(4)));

/**
 * The OpenAQ v3 API as a source of hours. Makes as few requests as the API allows, keeps to the key's limits, and returns
 * whole answers or throws one of the errors in `domain/errors.ts`.
 *
 * @example
 * const client = createOpenAqClient({ apiUrl: 'https://api.openaq.org', apiKey, now: Date.now, sleep, random: Math.random });
 * const hours = await client.hours(21632, { start: '2018-12-01T00:00:00Z', end: '2018-12-02T00:00:00Z' });
 */
export const createOpenAqClient = (options: OpenAqClientOptions): AirQualitySource => {
  const { pageSize = MAX_PAGE_SIZE } = options;
  const requester = createRequester(options);

  return {
    locations: async (boundingBox) => {
      const query = `/v3/locations?bbox=${boundingBox.map(toDegrees).join(',')}`;
      const locations = await readPages(requester, query, locationSchema, pageSize);
      // A location that appears meanwhile shifts the pages, and the last of one page is the first of the next, too.
      if (locations !== 'tooSlow') return [...new Map(locations.map((location) => [location.id, location])).values()];
      throw new TerminalError(
        'OpenAqQueryTooSlowError',
        `OpenAQ answered 408 to GET ${requester.urlOf(query)}: choose a smaller bounding box for this city`,
      );
    },
    hours: withFlagLabels(createHoursReader(requester, pageSize, options.log), requester, pageSize, options),
    counts: requester.counts,
  };
};
