import { type Deps, makeHandler } from '../../lambdas/extract/handler';
import type { AirQualitySource } from '../../lambdas/shared/domain/air-quality-source';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { HO_CHI_MINH_CITY, makeLocation } from './air-quality';
import { createKeptLog } from './kept-log';
import { createMemoryStore } from './memory-store';

/** What Extract's clock shows in a test. */
export const NOW = Date.parse('2026-11-23T02:00:00.123Z');

/** Two days of Ho Chi Minh City. */
export const ITEM = {
  runId: 'run-1',
  city: HO_CHI_MINH_CITY,
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-07T00:00:00Z' },
  minRequestIntervalMs: 0,
};

/** An invocation with all of Lambda's 15 minutes. */
export const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

/** A location in the city with the one sensor 21632. */
export const post = makeLocation({
  id: 7440,
  name: 'US Diplomatic Post: Ho Chi Minh City',
  latitude: 10.78,
  longitude: 106.7,
});

/** Another one, with the sensor 90000. */
export const other = makeLocation({ id: 8000, sensors: [{ id: 90_000, parameter: 'pm25', unit: 'µg/m³' }] });

/** The real handler over a bucket in memory; of several sources each invocation opens the next, up to the last. */
export const prepareExtract = (source: AirQualitySource | AirQualitySource[], overrides: Partial<Deps> = {}) => {
  const now = overrides.now ?? (() => NOW);
  const store = createMemoryStore(now);
  const log = createKeptLog();
  const sources = [source].flat();
  const handler = makeHandler({
    pollutants: POLLUTANT_NAMES,
    openSource: async () => (sources.length > 1 ? sources.shift() : sources[0]) as AirQualitySource,
    store,
    now,
    log,
    ...overrides,
  });
  return { handler, objects: store.objects, lines: log.lines };
};
