import { createRecordedApi } from '../../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../../local/openaq-replay/server';
import { openClient } from '../../support/openaq-client';
import { createVirtualClock } from '../../support/virtual-clock';

const HANOI = [105.28, 20.56, 106.02, 21.39] as [number, number, number, number];
const HO_CHI_MINH_CITY = [106.35, 10.37, 107.03, 11.17] as [number, number, number, number];
const DECEMBER_2018 = { start: '2018-12-01T00:00:00Z', end: '2019-01-01T00:00:00Z' };

describe('the OpenAQ client on the replay server', () => {
  let server: ReplayServer;
  afterEach(() => server.close());

  it('reads the locations of both cities', async () => {
    server = await startReplayServer();
    const { client } = openClient(server.url);

    const [hanoi, hoChiMinhCity] = [await client.locations(HANOI), await client.locations(HO_CHI_MINH_CITY)];

    expect([hanoi.length, hoChiMinhCity.length]).toEqual([43, 10]);
    expect(hanoi.find(({ id }) => id === 7441)).toMatchObject({
      firstReportedAt: '2016-11-09T18:00:00Z',
      sensors: [{ id: 21632, parameter: 'pm25', unit: 'µg/m³' }],
    });
  });

  it('reads a month of real hours, dirt included, the same for any page size', async () => {
    server = await startReplayServer(createRecordedApi({ requestsPerMinute: 1_000 }));

    const hours = await openClient(server.url).client.hours(21632, DECEMBER_2018);
    const inSmallPages = await openClient(server.url, { pageSize: 100 }).client.hours(21632, DECEMBER_2018);
    const flagged = await openClient(server.url).client.hours(21631, DECEMBER_2018);

    expect(inSmallPages).toEqual(hours);
    expect(hours[0]?.periodStart).toBe('2018-12-01T00:00:00Z');
    // The source publishes local months: what follows is in January, which it does not have.
    expect(hours.at(-1)?.periodStart).toBe('2018-12-31T16:00:00Z');
    expect(hours.filter(({ value }) => value === -999)).toEqual([
      { periodStart: '2018-12-07T02:00:00Z', value: -999, unit: 'µg/m³', parameter: 'pm25', hasFlags: false },
    ]);
    const labels = flagged.flatMap(({ hasFlags, flagLabels }) => (hasFlags ? [flagLabels?.join()] : []));
    expect(labels).toHaveLength(95);
    expect(new Set(labels)).toEqual(new Set(['Invalid', 'Missing']));
  });

  it('reads the hours of one UTC day and of no other', async () => {
    server = await startReplayServer();
    const day = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };

    const hours = await openClient(server.url).client.hours(21632, day);

    expect(hours.map(({ periodStart }) => periodStart.slice(11, 13))).toEqual(
      Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
    );
  });

  it('keeps to the limit of the server by its headers, without a single 429', async () => {
    const clock = createVirtualClock();
    server = await startReplayServer(createRecordedApi({ requestsPerMinute: 5, now: clock.now }));
    const { client } = openClient(server.url, { now: clock.now, sleep: clock.sleep });

    for (let sensorId = 1; sensorId <= 16; sensorId += 1) await client.hours(sensorId, DECEMBER_2018);

    expect(client.counts.requests).toBe(16);
    expect(client.counts.rateLimitHits).toBe(0);
    expect(clock.sleeps).toEqual([61_000, 61_000, 61_000]);
  });

  it('is told that a key is wrong', async () => {
    server = await startReplayServer(createRecordedApi({ apiKey: 'another' }));
    await expect(openClient(server.url).client.locations(HANOI)).rejects.toMatchObject({ name: 'InvalidApiKeyError' });
  });
});
