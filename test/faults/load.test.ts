import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { DAY_MS } from '../../lambdas/shared/domain/window';
import { type ReplayServer, startReplayServer } from '../../local/openaq-replay/server';
import { HANOI, HO_CHI_MINH_CITY } from '../support/air-quality';
import { useLaptop } from '../support/laptop-run';
import { syntheticApi } from '../support/synthetic-api';

/** A week and a bit in `npm test`; a quarter of a year by `LOAD_DAYS=92 npm run jest -- test/faults/load`. */
const DAYS = Number(process.env['LOAD_DAYS'] ?? 9);

/** As many stations as the two cities had of the wanted pollutants in the recording of 2025-12-22. */
const STATIONS = { hanoi: 43, hoChiMinhCity: 10 };

const FAULT_PERCENT = 5;

const dateOf = (day: number): string => new Date(Date.parse('2025-01-01') + day * DAY_MS).toISOString().slice(0, 10);

/**
 * Most that a run may take, whatever the number of days, in MB, above what this process has from the tests before it: 9 days
 * took 560 in all, 92 days 635 (2026-11-26, Node 20.20).
 */
const LIMIT_MB = 800;

/** What the last third of the requests may take above the first third, in MB: garbage that is not collected yet. */
const TOLERANCE_MB = 200;

const residentMb = (): number => process.memoryUsage.rss() / 2 ** 20;

/** The highest of the samples in each third of them. */
const peaksByThird = (samples: readonly number[]): number[] => {
  const third = Math.ceil(samples.length / 3);
  return [0, 1, 2].map((index) => Math.round(Math.max(...samples.slice(index * third, (index + 1) * third))));
};

describe(`${STATIONS.hanoi + STATIONS.hoChiMinhCity} synthetic stations of ${POLLUTANT_NAMES.length} pollutants over ${DAYS} days, with ${FAULT_PERCENT} % faulty answers`, () => {
  const api = syntheticApi({
    cities: [
      { stations: STATIONS.hanoi, boundingBox: HANOI.boundingBox },
      { stations: STATIONS.hoChiMinhCity, boundingBox: HO_CHI_MINH_CITY.boundingBox },
    ],
    parameters: POLLUTANT_NAMES,
    faultPercent: FAULT_PERCENT,
  });
  /** The resident set at each request. */
  const atRequests: number[] = [];
  let server: ReplayServer;
  // The limit of the real API's key would make it a run of an hour.
  const laptop = useLaptop({ requestsPerHour: 1_000_000 }, () => server.url);
  beforeAll(async () => {
    server = await startReplayServer((question) => {
      atRequests.push(residentMb());
      return api.respond(question);
    });
  });
  afterAll(() => server.close());

  it('end with exactly a row per station and hour, in memory that does not grow with the days', async () => {
    const before = residentMb();
    const overall: number[] = [];
    const timer = setInterval(() => overall.push(residentMb()), 100);
    expect(await laptop.run({ from: dateOf(0), to: dateOf(DAYS - 1) })).toMatchObject({ status: 'SUCCEEDED' });
    clearInterval(timer);

    const rows = (STATIONS.hanoi + STATIONS.hoChiMinhCity) * DAYS * 24;
    expect(
      await laptop.query(
        `select count(*), count(distinct location_id), count(pm25), count(pm10), count(o3), count(no2), count(so2), count(co)
           from openaq.fact_measurements`,
      ),
    ).toEqual([[rows, STATIONS.hanoi + STATIONS.hoChiMinhCity, rows, rows, rows, rows, rows, rows]]);
    expect(
      await laptop.query('select rows_extracted, rows_loaded, rows_rejected, status from openaq.load_audit'),
    ).toEqual([[rows, rows, 0, 'passed']]);
    expect(api.counts.faults / api.counts.requests).toBeGreaterThan(FAULT_PERCENT / 200);
    const [first = 0, , last = 0] = peaksByThird(atRequests);
    expect(last).toBeLessThan(first + TOLERANCE_MB);
    expect(Math.max(...overall) - before).toBeLessThan(LIMIT_MB);
  }, 3_600_000);
});
