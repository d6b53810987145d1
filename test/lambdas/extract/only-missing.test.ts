import { TransientError } from '../../../lambdas/shared/domain/errors';
import { airQualityKey } from '../../../lambdas/shared/domain/object-keys';
import { windowOfDates } from '../../../lambdas/shared/domain/window';
import { makeHour, makeSource } from '../../support/air-quality';
import { CONTEXT, ITEM, NOW, other, post, prepareExtract } from '../../support/extract-item';
import { readParquet } from '../../support/parquet';

const DAYS = ['2018-11-29', '2018-11-30', '2018-12-01', '2018-12-02'] as const;
const WHOLE = { ...ITEM, window: windowOfDates(DAYS[0], DAYS[3]) };
const MISSING = { ...WHOLE, runId: 'run-2', onlyMissing: true };

const keyOf = (date: string): string => airQualityKey(ITEM.city.name, date);
const manifestOf = (objects: ReadonlyMap<string, Uint8Array>, runId: string) =>
  readParquet(objects.get(`manifests/${runId}/Ho_Chi_Minh_City-2018-11-29.parquet`) ?? new Uint8Array());

/** Extract over a lake in which one run has written all four days, the third without a row. */
const prepareLake = async () => {
  const source = makeSource([post], {
    21632: [0, 1, 3].map((day) => makeHour(`${DAYS[day]}T07:00:00Z`, 1 + day)),
  });
  let nowMs = NOW;
  const prepared = prepareExtract(source, { now: () => nowMs });
  await prepared.handler(WHOLE, CONTEXT);
  source.windows.length = 0;
  nowMs += 3_600_000;
  return { ...prepared, windows: source.windows, at: (instant: string) => (nowMs = Date.parse(instant)) };
};

describe('Extract of the days that are missing in the lake', () => {
  it('asks no sensor when none is, leaves every day as it is, and vouches for all of them', async () => {
    const { handler, objects, windows } = await prepareLake();
    const before = new Map(objects);

    expect(await handler(MISSING, CONTEXT)).toMatchObject({
      done: true,
      locations: 1,
      sensors: 0,
      values: 0,
      rows: 3,
      keptRows: 3,
      keptDays: 4,
      objects: 2,
    });

    expect(windows).toEqual([]);
    for (const date of DAYS) expect(objects.get(keyOf(date))).toBe(before.get(keyOf(date)));
    const kept = { location_id: 7440, city: 'Ho Chi Minh City', row_count: 1, extracted_at: '2026-11-23 02:00:00.123' };
    expect(await manifestOf(objects, 'run-2')).toEqual(
      [0, 1, 3].map((day) => ({ ...kept, measurement_date: DAYS[day] })),
    );
  });

  it('asks from the first to the last missing day at once, and writes the missing ones alone', async () => {
    const { handler, objects, windows } = await prepareLake();
    const before = new Map(objects);
    for (const date of [DAYS[0], DAYS[3]]) objects.delete(keyOf(date));

    expect(await handler(MISSING, CONTEXT)).toMatchObject({
      sensors: 1,
      values: 2,
      rows: 3,
      keptRows: 1,
      keptDays: 2,
      objects: 4,
    });

    // The answer holds the hour of a day in between, which is there: neither written nor counted again.
    expect(windows).toEqual([windowOfDates(DAYS[0], DAYS[3])]);
    for (const date of [DAYS[1], DAYS[2]]) expect(objects.get(keyOf(date))).toBe(before.get(keyOf(date)));
    const manifest = await manifestOf(objects, 'run-2');
    expect(
      manifest.map(({ measurement_date, row_count, extracted_at }) => [measurement_date, row_count, extracted_at]),
    ).toEqual([
      [DAYS[1], 1, '2026-11-23 02:00:00.123'],
      [DAYS[0], 1, '2026-11-23 03:00:00.123'],
      [DAYS[3], 1, '2026-11-23 03:00:00.123'],
    ]);
  });

  it('asks for every day without the input, whatever the lake has', async () => {
    const { handler, windows } = await prepareLake();

    expect(await handler({ ...MISSING, onlyMissing: false }, CONTEXT)).toMatchObject({
      rows: 3,
      keptRows: 0,
      keptDays: 0,
    });
    expect(windows).toEqual([WHOLE.window]);
  });

  it('asks again for a day that was written before it was over', async () => {
    const { handler, windows, objects, at } = await prepareLake();
    for (const key of objects.keys()) objects.delete(key);
    at('2018-12-02T23:59:59.999Z');
    await handler(WHOLE, CONTEXT);
    windows.length = 0;
    at('2018-12-03T00:00:00Z');

    expect(await handler(MISSING, CONTEXT)).toMatchObject({ keptDays: 3 });
    expect(windows).toEqual([windowOfDates(DAYS[3], DAYS[3])]);

    expect(await handler(MISSING, CONTEXT)).toMatchObject({ keptDays: 4 });
  });

  it('goes on in another invocation with the days that were missing when it began', async () => {
    // Prepare: of two sensors the second is read by the next invocation, and another run writes a day in between.
    const hours = { 21632: [makeHour(`${DAYS[0]}T07:00:00Z`, 1)], 90000: [makeHour(`${DAYS[0]}T08:00:00Z`, 2)] };
    const down = makeSource([post, other], { ...hours, 90000: new TransientError('OpenAqUnavailableError', 'down') });
    const up = makeSource([post, other], hours);
    const { handler, objects } = prepareExtract([up, down, up]);
    await handler(WHOLE, CONTEXT);
    const day = objects.get(keyOf(DAYS[0])) ?? new Uint8Array();
    objects.delete(keyOf(DAYS[0]));

    // Act
    const { done, ...item } = await handler(MISSING, CONTEXT);
    objects.set(keyOf(DAYS[0]), day);
    objects.delete(keyOf(DAYS[1]));
    const finished = await handler(item, CONTEXT);

    // Assess
    expect(done).toBe(false);
    expect(finished).toMatchObject({ done: true, rows: 2, keptRows: 0, keptDays: 3 });
    expect([...objects.keys()]).not.toContain(keyOf(DAYS[1]));
  });

  it.each([
    ['no Parquet', 'parquet file invalid', () => Buffer.from('half a fi')],
    ['cut off', 'parquet file invalid', (body: Uint8Array) => body.subarray(0, body.length - 9)],
    ['of other columns', 'measurement_datetime', (_: Uint8Array, locations: Uint8Array) => locations.subarray(0)],
  ])('ends with one sentence when a day that would be kept is %s', async (_, reason, damage) => {
    const { handler, objects, windows } = await prepareLake();
    const places = objects.get('locations/Ho_Chi_Minh_City/data.parquet') ?? new Uint8Array();
    objects.set(keyOf(DAYS[1]), damage(objects.get(keyOf(DAYS[1])) ?? new Uint8Array(), places));

    const error = await handler(MISSING, CONTEXT).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      name: 'KeptDayDamagedError',
      message: expect.stringMatching(
        /^The lake's object airquality\/Ho_Chi_Minh_City\/year=2018\/month=11\/day=30\/data\.parquet is not a Parquet file of hours as Extract writes it \([^\n]+\): delete it, so that its day is asked for$/,
      ),
    });
    expect((error as Error).message).toContain(reason);
    expect((error as Error).cause).toBeDefined();
    expect(windows).toEqual([]);
  });
});
