import type { City } from '../../lambdas/shared/domain/city';
import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import { coverageOf, isRecorded } from '../openaq-replay/coverage';
import { createRecordedApi } from '../openaq-replay/recorded-api';
import { startReplayServer } from '../openaq-replay/server';
import type { Configured } from '../workflow/configured';
import { UsageError } from './run-options';

/** The OpenAQ API that a run asks. */
interface Api {
  readonly url: string;
  readonly key: string;
  readonly description: string;
  readonly isReplay: boolean;
  close(): Promise<void>;
}

/** OpenAQ's own. */
export const LIVE_API = 'https://api.openaq.org';

/** Requests a minute from this machine to itself: nobody else waits for them. */
const UNLIMITED = 1_000_000_000;

/** Where a person gets a key. */
export const REGISTRATION = 'https://explore.openaq.org/register';

/** A small question that only a valid key is answered: one location of Hanoi. */
export const QUESTION_FOR_KEY = '/v3/locations?bbox=105.28,20.56,106.02,21.39&limit=1';

/** The API of `--api-url`, the live one when there is a key, else a server of recorded data on this machine. */
export const openApi = async (apiUrl: string | undefined, key: string | undefined): Promise<Api> => {
  const given = apiUrl ?? (key === undefined ? undefined : LIVE_API);
  if (given !== undefined) {
    return { url: given, key: key ?? 'laptop', description: given, isReplay: false, close: async () => {} };
  }
  const server = await startReplayServer(createRecordedApi({ requestsPerMinute: UNLIMITED }));
  const description = `recorded data, replayed at ${server.url} (set OPENAQ_API_KEY for the live API)`;
  return { url: server.url, key: 'replay', description, isReplay: true, close: () => server.close() };
};

const describeCity = (city: City, pollutants: readonly string[]): string => {
  const parts = coverageOf(city, pollutants).map(
    ({ pollutant, ranges }) => `${pollutant} ${ranges.map(({ from, to }) => `${from} to ${to}`).join(', ')}`,
  );
  return `${city.name}: ${parts.length === 0 ? 'nothing' : parts.join('; ')}`;
};

/**
 * Refuses a plan whose window the recording lacks, before anything is made.
 *
 * @throws UsageError that says what the recording covers and how to get a key for the rest
 */
export const requireRecorded = (
  { cities, window }: Pick<PlanWithoutItems, 'cities' | 'window'>,
  { cities: known, pollutants }: Configured,
): void => {
  const names = cities.split(',');
  const asked = known.filter(({ name }) => names.includes(name));
  if (isRecorded(asked, pollutants, window)) return;
  const lastDate = new Date(Date.parse(window.end) - 1).toISOString().slice(0, 10);
  throw new UsageError([
    [
      `the recording has no hour of ${window.start.slice(0, 10)} to ${lastDate} in ${names.join(', ')}. It covers`,
      ...known.map((city) => `  - ${describeCity(city, pollutants)}`),
      `For other days and cities ask the live API: a key is free at ${REGISTRATION}; then OPENAQ_API_KEY=<key> npx openaq local ...`,
    ].join('\n'),
  ]);
};
