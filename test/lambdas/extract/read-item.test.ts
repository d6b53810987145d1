import type { SensorHour } from '../../../lambdas/shared/domain/air-quality-source';
import { REQUESTS_AT_ONCE } from '../../../lambdas/shared/domain/capacity';
import { TransientError } from '../../../lambdas/shared/domain/errors';
import { makeHour, makeLocation, makeSource } from '../../support/air-quality';
import { CONTEXT, ITEM, NOW, other, post, prepareExtract } from '../../support/extract-item';
import { readParquet } from '../../support/parquet';

const HOUR = makeHour('2018-12-05T00:00:00Z', 31.5);

/** The post with more sensors, by one, than are asked side by side. */
const crowded = makeLocation({
  ...post,
  sensors: Array.from({ length: REQUESTS_AT_ONCE + 1 }, (_, nth) => ({
    id: 21_632 + nth,
    parameter: 'pm25',
    unit: 'µg/m³',
  })),
});
const crowdedIds = crowded.sensors.map(({ id }) => id);

const DOWN = new TransientError('OpenAqUnavailableError', 'down');

/** A source that is down from its second sensor on, and the same one when it is up again. */
const downAndUp = (hours: Readonly<Record<number, SensorHour[]>>) => ({
  down: makeSource([post, other], { ...hours, 90000: DOWN }),
  up: makeSource([post, other], hours),
});

describe('a work item with more sensors than an invocation has time for', () => {
  it('comes back unfinished with what it read, and ends as if it had been one invocation', async () => {
    // Prepare
    const hours = { 21632: [HOUR], 90000: [makeHour('2018-12-06T05:00:00Z', 12)] };
    const { down, up } = downAndUp(hours);
    const { handler, objects, lines } = prepareExtract([down, up]);
    const whole = prepareExtract(makeSource([post, other], hours));

    // Act
    const unfinished = await handler(ITEM, CONTEXT);
    const objectsBetween = [...objects.keys()];
    const { done, ...item } = unfinished;
    const linesBetween = [...lines];
    const finished = await handler(item, CONTEXT);

    // Assess
    const key = 'temp/extractions/run-1/Ho_Chi_Minh_City-2018-12-05.json.gz';
    expect(unfinished).toEqual({ done: false, ...ITEM, progress: { key, sensors: 1, rounds: 1 } });
    expect(objectsBetween).toEqual([key]);
    expect(linesBetween).toEqual([
      [
        'info',
        'Left a work item unfinished',
        { runId: 'run-1', city: 'Ho Chi Minh City', window: ITEM.window, key, sensors: 1, rounds: 1 },
      ],
    ]);
    expect(up.asked).toEqual([90_000]);
    expect(finished).toEqual({ ...(await whole.handler(ITEM, CONTEXT)), requests: expect.any(Number) });
    objects.delete(key);
    expect(objects).toEqual(whole.objects);
  });

  it('asks again for what is older than a run can be, since it is stamped as new', async () => {
    // Prepare: a run is redriven after ten days, in which OpenAQ has corrected an hour and listed another location.
    const { down } = downAndUp({ 21632: [HOUR] });
    const corrected = { 21632: [makeHour('2018-12-05T00:00:00Z', 12)], 90000: [] };
    const up = makeSource([post, other, makeLocation({ id: 8001, sensors: [] })], corrected);
    let nowMs = NOW;
    const { handler, objects } = prepareExtract([down, up], { now: () => nowMs });
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
    const { down, up } = downAndUp({ 21632: [HOUR] });
    let nowMs = NOW;
    const { handler } = prepareExtract([down, up], { now: () => nowMs });
    const { done, ...item } = await handler(ITEM, CONTEXT);

    nowMs += 12 * 3_600_000;
    expect(await handler(item, CONTEXT)).toMatchObject({ done: true });
    expect(up.asked).toEqual([90_000]);
  });

  it('begins no sensor in the last minute before the source gives up', async () => {
    let nowMs = NOW;
    const source = makeSource([crowded], { 21632: [HOUR] });
    const hours = source.hours;
    const slow = {
      ...source,
      hours: (...args: Parameters<typeof hours>) => hours(...args).finally(() => (nowMs = NOW + 900_000 - 2 * 60_000)),
    };
    const { handler } = prepareExtract(slow, { now: () => nowMs });

    expect(await handler(ITEM, CONTEXT)).toMatchObject({
      done: false,
      progress: { sensors: REQUESTS_AT_ONCE, rounds: 1 },
    });
    expect(source.asked).toEqual(crowdedIds.slice(0, -1));
  });

  it('begins the first ones however late it is, so that every invocation gets on', async () => {
    const source = makeSource([crowded], { 21632: [HOUR] });
    const { handler } = prepareExtract(source);

    expect(await handler(ITEM, { getRemainingTimeInMillis: () => 100_000 })).toMatchObject({
      done: false,
      progress: { sensors: REQUESTS_AT_ONCE, rounds: 1 },
    });
  });

  it('begins no sensor once OpenAQ is down, and lets those that are under way come to their end', async () => {
    const source = makeSource([crowded], { 21632: DOWN });
    const { handler } = prepareExtract(source);

    expect(await handler(ITEM, CONTEXT)).toMatchObject({ done: false, progress: { sensors: REQUESTS_AT_ONCE - 1 } });
    expect(source.asked).toEqual(crowdedIds.slice(0, -1));
  });

  it('adds up the requests and refusals of all its invocations', async () => {
    const { down, up } = downAndUp({ 21632: [HOUR] });
    const { handler } = prepareExtract([
      { ...down, counts: { requests: 7, rateLimitHits: 3 } },
      { ...up, counts: { requests: 5, rateLimitHits: 1 } },
    ]);

    const { done, ...item } = await handler(ITEM, CONTEXT);

    expect(await handler(item, CONTEXT)).toMatchObject({ done: true, requests: 12, rateLimitHits: 4 });
  });

  it('throws when it has read nothing, so that the workflow waits before it tries again', async () => {
    const { handler } = prepareExtract(downAndUp({ 21632: [HOUR] }).down);
    const { done, ...item } = await handler(ITEM, CONTEXT);

    await expect(handler(item, CONTEXT)).rejects.toBe(DOWN);
  });
});
