import { type Deps, makeHandler } from '../../../lambdas/extract/handler';
import type { AirQualitySource } from '../../../lambdas/shared/domain/air-quality-source';
import { REQUESTS_AT_ONCE } from '../../../lambdas/shared/domain/capacity';
import type { City } from '../../../lambdas/shared/domain/city';
import { TerminalError, TransientError } from '../../../lambdas/shared/domain/errors';
import { POLLUTANT_NAMES } from '../../../lambdas/shared/domain/pollutants';
import { HO_CHI_MINH_CITY, makeHour, makeLocation, makeSource } from '../../support/air-quality';
import { readParquet } from '../../support/parquet';

const NOW = Date.parse('2026-11-23T02:00:00.123Z');
const WINDOW = { start: '2018-12-05T00:00:00Z', end: '2018-12-07T00:00:00Z' };
const ITEM = { runId: 'run-1', city: HO_CHI_MINH_CITY, window: WINDOW, minRequestIntervalMs: 0 };
const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

const post = makeLocation({
  id: 7440,
  name: 'US Diplomatic Post: Ho Chi Minh City',
  latitude: 10.78,
  longitude: 106.7,
});

const other = makeLocation({ id: 8000, sensors: [{ id: 90_000, parameter: 'pm25', unit: 'µg/m³' }] });
const HOUR = makeHour('2018-12-05T00:00:00Z', 31.5);

const prepare = (source: AirQualitySource, overrides: Partial<Deps> = {}) => {
  const objects = new Map<string, Uint8Array>();
  const handler = makeHandler({
    pollutants: POLLUTANT_NAMES,
    openSource: async () => source,
    store: {
      put: async (key, body) => void objects.set(key, body),
      get: async (key) => objects.get(key) ?? new Uint8Array(),
    },
    now: () => NOW,
    log: { info: () => {}, warn: () => {} },
    ...overrides,
  });
  return { handler, objects };
};

describe('Extract', () => {
  it('writes the locations alone of an item whose hours the archive has, and asks no sensor', async () => {
    const { handler, objects } = prepare(makeSource([post], { 21632: [HOUR] }));

    const result = await handler({ ...ITEM, source: 'archive' }, CONTEXT);

    expect([...objects.keys()]).toEqual(['locations/Ho_Chi_Minh_City/data.parquet']);
    expect(result).toMatchObject({ done: true, locations: 1, sensors: 0, values: 0, rows: 0, objects: 1 });
  });

  it('writes one object per UTC day, empty days too, one of locations and the manifest, and returns counts', async () => {
    // Prepare
    const source = makeSource([post], {
      21632: [makeHour('2018-12-05T00:00:00Z', 31.5), makeHour('2018-12-05T23:00:00Z', null, true)],
    });
    const { handler, objects } = prepare(source);

    // Act
    const result = await handler(ITEM, CONTEXT);

    // Assess
    expect([...objects.keys()]).toEqual([
      'airquality/Ho_Chi_Minh_City/year=2018/month=12/day=05/data.parquet',
      'airquality/Ho_Chi_Minh_City/year=2018/month=12/day=06/data.parquet',
      'locations/Ho_Chi_Minh_City/data.parquet',
      'manifests/run-1/Ho_Chi_Minh_City-2018-12-05.parquet',
    ]);
    expect(result).toEqual({
      done: true,
      runId: 'run-1',
      city: 'Ho Chi Minh City',
      window: WINDOW,
      locations: 1,
      foreignLocations: 0,
      sensors: 1,
      skippedSensors: {},
      requests: 2,
      rateLimitHits: 0,
      values: 2,
      gaps: 1,
      nulledValues: {},
      unitChanges: 0,
      flaggedValues: 1,
      shadowedValues: 0,
      changedNames: 0,
      rows: 2,
      objects: 4,
    });
    const [first, second, places, manifest] = await Promise.all([...objects.values()].map(readParquet));
    expect(first).toMatchObject([
      { location_id: 7440, measurement_datetime: '2018-12-05 00:00:00', pm25: 31.5, city: 'Ho Chi Minh City' },
      { location_id: 7440, measurement_datetime: '2018-12-05 23:00:00', pm25: null },
    ]);
    expect(second).toEqual([]);
    expect(places).toMatchObject([{ location_id: 7440, is_active: false, extracted_at: '2026-11-23 02:00:00.123' }]);
    const answered = { location_id: 7440, city: 'Ho Chi Minh City', extracted_at: '2026-11-23 02:00:00.123' };
    expect(manifest).toEqual([
      { ...answered, measurement_date: '2018-12-05', row_count: 2 },
      { ...answered, measurement_date: '2018-12-06', row_count: 0 },
    ]);
  });

  it('leaves a location in the boxes of two cities to the one whose centre is nearer, and counts it', async () => {
    const rival = { name: 'District 1', country: 'VN', boundingBox: [106.6, 10.7, 106.8, 10.86] } as City;
    const shared = { 21632: [HOUR], 90000: [HOUR] };
    const elsewhere = { ...other, latitude: 10.4, longitude: 106.4 };
    const left = prepare(makeSource([post, elsewhere], shared));
    const taken = prepare(makeSource([post], shared));

    expect(await left.handler({ ...ITEM, rivals: [rival] }, CONTEXT)).toMatchObject({
      locations: 1,
      foreignLocations: 1,
      rows: 1,
    });
    expect(
      await taken.handler({ ...ITEM, city: rival, rivals: [HO_CHI_MINH_CITY], rivalsBefore: 1 }, CONTEXT),
    ).toMatchObject({ locations: 1, foreignLocations: 0, rows: 1 });
  });

  it('does not answer for a location that OpenAQ lists as one that never reported', async () => {
    const silent = makeLocation({ id: 9000, firstReportedAt: null, lastReportedAt: null, sensors: [] });
    const { handler, objects } = prepare(makeSource([post, silent], { 21632: [HOUR] }));

    await handler(ITEM, CONTEXT);

    const manifest = await readParquet(
      objects.get('manifests/run-1/Ho_Chi_Minh_City-2018-12-05.parquet') as Uint8Array,
    );
    expect(manifest.map(({ location_id }) => location_id)).toEqual([7440, 7440]);
  });

  it('writes nothing when a request of its first sensor fails', async () => {
    const broken = new TransientError('OpenAqUnavailableError', 'still down');
    const { handler, objects } = prepare(makeSource([post], { 21632: broken }));

    await expect(handler(ITEM, CONTEXT)).rejects.toBe(broken);
    expect(objects.size).toBe(0);
  });

  it('writes nothing when a request ends for good', async () => {
    const refused = new TerminalError('OpenAqRequestRefusedError', 'OpenAQ answered 403');
    const { handler, objects } = prepare(makeSource([post, other], { 21632: [HOUR], 90000: refused }));

    await expect(handler(ITEM, CONTEXT)).rejects.toBe(refused);
    expect(objects.size).toBe(0);
  });

  describe('with more sensors than an invocation has time for', () => {
    it('comes back unfinished with what it read, and ends as if it had been one invocation', async () => {
      // Prepare: the source is down from its second sensor on, once.
      const hours = { 21632: [HOUR], 90000: [makeHour('2018-12-06T05:00:00Z', 12)] };
      const down = makeSource([post, other], { ...hours, 90000: new TransientError('OpenAqUnavailableError', 'down') });
      const up = makeSource([post, other], hours);
      const sources = [down, up];
      const { handler, objects } = prepare(up, { openSource: async () => sources.shift() ?? up });
      const whole = prepare(makeSource([post, other], hours));

      // Act
      const unfinished = await handler(ITEM, CONTEXT);
      const objectsBetween = [...objects.keys()];
      const { done, ...item } = unfinished;
      const finished = await handler(item, CONTEXT);

      // Assess
      const key = 'temp/extractions/run-1/Ho_Chi_Minh_City-2018-12-05.json.gz';
      expect(unfinished).toEqual({ done: false, ...ITEM, progress: { key, sensors: 1, rounds: 1 } });
      expect(objectsBetween).toEqual([key]);
      expect(up.asked).toEqual([90_000]);
      expect(finished).toEqual({ ...(await whole.handler(ITEM, CONTEXT)), requests: expect.any(Number) });
      objects.delete(key);
      expect(objects).toEqual(whole.objects);
    });

    it('asks again for what is older than a run can be, since it is stamped as new', async () => {
      // Prepare: a run is redriven after ten days, in which OpenAQ has corrected an hour and listed another location.
      const down = makeSource([post, other], {
        21632: [HOUR],
        90000: new TransientError('OpenAqUnavailableError', 'down'),
      });
      const corrected = { 21632: [makeHour('2018-12-05T00:00:00Z', 12)], 90000: [] };
      const up = makeSource([post, other, makeLocation({ id: 8001, sensors: [] })], corrected);
      const sources = [down, up];
      let nowMs = NOW;
      const { handler, objects } = prepare(up, { openSource: async () => sources.shift() ?? up, now: () => nowMs });
      const { done, ...item } = await handler(ITEM, CONTEXT);

      // Act
      nowMs += 10 * 24 * 3_600_000;
      const finished = await handler(item, CONTEXT);

      // Assess
      expect(up.asked).toEqual([21_632, 90_000]);
      expect(finished).toMatchObject({ done: true, locations: 3 });
      const day = objects.get('airquality/Ho_Chi_Minh_City/year=2018/month=12/day=05/data.parquet');
      expect(await readParquet(day ?? new Uint8Array())).toMatchObject([{ pm25: 12 }]);
    });

    it('goes on for as long as a run may take', async () => {
      const hours = { 21632: [HOUR], 90000: [] };
      const down = makeSource([post, other], { ...hours, 90000: new TransientError('OpenAqUnavailableError', 'down') });
      const up = makeSource([post, other], hours);
      const sources = [down, up];
      let nowMs = NOW;
      const { handler } = prepare(up, { openSource: async () => sources.shift() ?? up, now: () => nowMs });
      const { done, ...item } = await handler(ITEM, CONTEXT);

      nowMs += 12 * 3_600_000;
      expect(await handler(item, CONTEXT)).toMatchObject({ done: true });
      expect(up.asked).toEqual([90_000]);
    });

    it('begins no sensor in the last minute before the source gives up', async () => {
      let nowMs = NOW;
      const sensors = Array.from({ length: REQUESTS_AT_ONCE + 1 }, (_, nth) => ({
        id: 21_632 + nth,
        parameter: 'pm25',
        unit: 'µg/m³',
      }));
      const source = makeSource([makeLocation({ ...post, sensors })], { 21632: [HOUR] });
      const hours = source.hours;
      const slow = {
        ...source,
        hours: (...args: Parameters<typeof hours>) => hours(...args).finally(() => (nowMs = NOW + 800_000)),
      };
      const { handler } = prepare(slow, { now: () => nowMs });

      expect(await handler(ITEM, CONTEXT)).toMatchObject({
        done: false,
        progress: { sensors: REQUESTS_AT_ONCE, rounds: 1 },
      });
      expect(source.asked).toEqual(sensors.slice(0, -1).map(({ id }) => id));
    });

    it('throws when it has read nothing, so that the workflow waits before it tries again', async () => {
      const down = new TransientError('OpenAqUnavailableError', 'down');
      const hours = { 21632: [HOUR], 90000: down };
      const { handler } = prepare(makeSource([post, other], hours));
      const { done, ...item } = await handler(ITEM, CONTEXT);

      await expect(handler(item, CONTEXT)).rejects.toBe(down);
    });
  });

  it('asks only sensors that can have data and measure a wanted pollutant', async () => {
    const retired = makeLocation({
      id: 2446,
      lastReportedAt: '2016-11-09T16:00:00Z',
      sensors: [{ id: 4681, parameter: 'pm25', unit: 'µg/m³' }],
    });
    const source = makeSource([retired, post], {});
    const { handler } = prepare(source);

    const result = await handler(ITEM, CONTEXT);

    expect(source.asked).toEqual([21632]);
    expect(result).toMatchObject({ skippedSensors: { no_data_in_window: 1 } });
  });

  it('leaves the source time to give up before Lambda does', async () => {
    const deadlines: number[] = [];
    const { handler } = prepare(makeSource([], {}), {
      openSource: async ({ deadlineMs }) => {
        deadlines.push(deadlineMs);
        return makeSource([], {});
      },
    });

    await handler(ITEM, CONTEXT);

    expect(deadlines).toEqual([NOW + 900_000 - 60_000]);
  });
});
