import type { AirQualitySource } from '../../domain/air-quality-source';
import { withFlagLabels } from './flag-labels';
import { createHoursReader } from './hours';
import { createLocationsReader } from './locations';
import { MAX_PAGE_SIZE } from './read-pages';
import { createRequester, type RequesterOptions } from './requester';

export interface OpenAqClientOptions extends RequesterOptions {
  /** Rows asked for at once, 1 to 1000. @default 1000 */
  readonly pageSize?: number | undefined;
}

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
    locations: createLocationsReader(requester, pageSize),
    hours: withFlagLabels(createHoursReader(requester, pageSize, options.log), requester, pageSize, options),
    counts: requester.counts,
  };
};
