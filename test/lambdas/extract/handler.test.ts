import type { City } from '../../../lambdas/shared/domain/city';
import { TerminalError, TransientError } from '../../../lambdas/shared/domain/errors';
import { HO_CHI_MINH_CITY, makeHour, makeLocation, makeSource } from '../../support/air-quality';
import { CONTEXT, ITEM, NOW, other, post, prepareExtract } from '../../support/extract-item';
import { readParquet } from '../../support/parquet';

const HOUR = makeHour('2018-12-05T00:00:00Z', 31.5);

describe('Extract', () => {
  it('writes the locations alone of an item whose hours the archive has, and asks no sensor', async () => {
    const { handler, objects } = prepareExtract(makeSource([post], { 21632: [HOUR] }));

    const result = await handler({ ...ITEM, source: 'archive' }, CONTEXT);

    expect([...objects.keys()]).toEqual(['locations/Ho_Chi_Minh_City/data.parquet']);
    expect(result).toMatchObject({ done: true, locations: 1, sensors: 0, values: 0, rows: 0, objects: 1 });
  });

  it('writes one object per UTC day, empty days too, one of locations and the manifest, and returns counts', async () => {
    // Prepare
    const source = makeSource([post], {
      21632: [makeHour('2018-12-05T00:00:00Z', 31.5), makeHour('2018-12-05T23:00:00Z', null, true)],
    });
    const { handler, objects, lines } = prepareExtract(source);

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
      window: ITEM.window,
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
      keptRows: 0,
      keptDays: 0,
      objects: 4,
    });
    const { done, ...extraction } = result;
    expect(lines).toEqual([['info', 'Extracted a work item', extraction]]);
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
    const left = prepareExtract(makeSource([post, elsewhere], shared));
    const taken = prepareExtract(makeSource([post], shared));

    expect(await left.handler({ ...ITEM, rivals: [rival] }, CONTEXT)).toMatchObject({
      locations: 1,
      foreignLocations: 1,
      rows: 1,
    });
    expect(
      await taken.handler({ ...ITEM, city: rival, rivals: [HO_CHI_MINH_CITY], rivalsBefore: 1 }, CONTEXT),
    ).toMatchObject({ locations: 1, foreignLocations: 0, rows: 1 });
  });

  it.each([
    ['a first and a last', { firstReportedAt: null, lastReportedAt: null }],
    ['a first', { firstReportedAt: null }],
    ['a last', { lastReportedAt: null }],
  ])('does not answer for a location that OpenAQ lists without %s report', async (_, reports) => {
    const silent = makeLocation({ id: 9000, ...reports, sensors: [] });
    const { handler, objects } = prepareExtract(makeSource([post, silent], { 21632: [HOUR] }));

    await handler(ITEM, CONTEXT);

    const manifest = await readParquet(
      objects.get('manifests/run-1/Ho_Chi_Minh_City-2018-12-05.parquet') as Uint8Array,
    );
    expect(manifest.map(({ location_id }) => location_id)).toEqual([7440, 7440]);
  });

  it('writes nothing when a request of its first sensor fails', async () => {
    const broken = new TransientError('OpenAqUnavailableError', 'still down');
    const { handler, objects } = prepareExtract(makeSource([post], { 21632: broken }));

    await expect(handler(ITEM, CONTEXT)).rejects.toBe(broken);
    expect(objects.size).toBe(0);
  });

  it('writes nothing when a request ends for good', async () => {
    const refused = new TerminalError('OpenAqRequestRefusedError', 'OpenAQ answered 403');
    const { handler, objects } = prepareExtract(makeSource([post, other], { 21632: [HOUR], 90000: refused }));

    await expect(handler(ITEM, CONTEXT)).rejects.toBe(refused);
    expect(objects.size).toBe(0);
  });

  it('asks only sensors that can have data and measure a wanted pollutant', async () => {
    const retired = makeLocation({
      id: 2446,
      lastReportedAt: '2016-11-09T16:00:00Z',
      sensors: [{ id: 4681, parameter: 'pm25', unit: 'µg/m³' }],
    });
    const source = makeSource([retired, post], {});
    const { handler } = prepareExtract(source);

    const result = await handler(ITEM, CONTEXT);

    expect(source.asked).toEqual([21632]);
    expect(result).toMatchObject({ skippedSensors: { no_data_in_window: 1 } });
  });

  it('refuses a payload that is no work item, and says where', async () => {
    const { handler } = prepareExtract(makeSource([], {}));

    await expect(handler({ ...ITEM, minRequestIntervalMs: -1 }, CONTEXT)).rejects.toMatchObject({
      name: 'InvalidPayloadError',
      message: expect.stringMatching(/^Extract payload refused: minRequestIntervalMs: .* \(got -1\)$/),
    });
  });

  it('leaves the source time to give up before Lambda does', async () => {
    const deadlines: number[] = [];
    const { handler } = prepareExtract(makeSource([], {}), {
      openSource: async ({ deadlineMs }) => {
        deadlines.push(deadlineMs);
        return makeSource([], {});
      },
    });

    await handler(ITEM, CONTEXT);

    expect(deadlines).toEqual([NOW + 900_000 - 60_000]);
  });
});
