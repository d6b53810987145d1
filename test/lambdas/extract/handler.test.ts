import { type Deps, makeHandler } from '../../../lambdas/extract/handler';
import type { AirQualitySource } from '../../../lambdas/shared/domain/air-quality-source';
import { POLLUTANT_NAMES } from '../../../lambdas/shared/domain/pollutants';
import { HO_CHI_MINH_CITY, makeHour, makeLocation, makeSource } from '../../support/air-quality';
import { readParquet } from '../../support/parquet';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const WINDOW = { start: '2018-12-05T00:00:00Z', end: '2018-12-07T00:00:00Z' };
const ITEM = { runId: 'run-1', city: HO_CHI_MINH_CITY, window: WINDOW, minRequestIntervalMs: 0 };
const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

const post = makeLocation({
  id: 7440,
  name: 'US Diplomatic Post: Ho Chi Minh City',
  latitude: 10.78,
  longitude: 106.7,
});

const prepare = (source: AirQualitySource, overrides: Partial<Deps> = {}) => {
  const objects = new Map<string, Uint8Array>();
  const handler = makeHandler({
    pollutants: POLLUTANT_NAMES,
    openSource: async () => source,
    store: { put: async (key, body) => void objects.set(key, body) },
    now: () => NOW,
    log: { info: () => {}, warn: () => {} },
    ...overrides,
  });
  return { handler, objects };
};

describe('Extract', () => {
  it('writes one object per UTC day, empty days too, and one of locations, and returns keys and counts', async () => {
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
    ]);
    expect(result).toEqual({
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
      objects: 3,
      keys: [...objects.keys()],
    });
    const [first, second, places] = await Promise.all([...objects.values()].map(readParquet));
    expect(first).toMatchObject([
      { location_id: 7440, measurement_datetime: '2018-12-05 00:00:00', pm25: 31.5, city: 'Ho Chi Minh City' },
      { location_id: 7440, measurement_datetime: '2018-12-05 23:00:00', pm25: null },
    ]);
    expect(second).toEqual([]);
    expect(places).toMatchObject([{ location_id: 7440, is_active: false, extracted_at: '2026-11-23 02:00:00' }]);
  });

  it('writes nothing when the last of its requests fails', async () => {
    const broken = Object.assign(new Error('still down'), { name: 'OpenAqUnavailableError' });
    const other = makeLocation({ id: 8000, sensors: [{ id: 90_000, parameter: 'pm25', unit: 'µg/m³' }] });
    const { handler, objects } = prepare(
      makeSource([post, other], { 21632: [makeHour('2018-12-05T00:00:00Z', 31.5)], 90000: broken }),
    );

    await expect(handler(ITEM, CONTEXT)).rejects.toBe(broken);
    expect(objects.size).toBe(0);
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
    expect(result.skippedSensors).toEqual({ no_data_in_window: 1 });
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

  it.each([
    ['no window', { ...ITEM, window: undefined }],
    ['a window that is not whole days', { ...ITEM, window: { start: '2018-12-05T01:00:00Z', end: WINDOW.end } }],
    ['a run id with a quote', { ...ITEM, runId: "x'; drop table" }],
  ])('rejects %s with a named error', async (_, payload) => {
    const { handler } = prepare(makeSource([], {}));

    await expect(handler(payload, CONTEXT)).rejects.toMatchObject({ name: 'InvalidPayloadError' });
  });
});
