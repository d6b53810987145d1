import { hour, useLoads } from '../support/loads';
import { rowsOf, snapshotOf } from '../support/test-warehouse';
import { load, type Run, stage, stageAndLoad } from '../support/warehouse-run';

describe('the load of measurements', () => {
  const { warehouse, facts, audit } = useLoads();

  const first: Run = { runId: 'first', measurements: [hour(1, '15 00'), hour(1, '15 01', null), hour(2, '15 00')] };

  it('publishes every staged row with its values and its run', async () => {
    await stageAndLoad(warehouse(), first);

    expect(await facts()).toEqual([
      { location_id: 1, measurement_datetime: '2024-01-15 00:00:00', pm25: '10.0000', run_id: 'first' },
      { location_id: 1, measurement_datetime: '2024-01-15 01:00:00', pm25: null, run_id: 'first' },
      { location_id: 2, measurement_datetime: '2024-01-15 00:00:00', pm25: '10.0000', run_id: 'first' },
    ]);
  });

  it('gives the same rows when the same run is staged and loaded twice', async () => {
    await stageAndLoad(warehouse(), first);
    const once = await facts();

    await stageAndLoad(warehouse(), first);

    expect(await facts()).toEqual(once);
  });

  it('takes the later of two answers for each location and day, and leaves the others', async () => {
    await stageAndLoad(warehouse(), first);

    await stageAndLoad(warehouse(), { runId: 'second', measurements: [hour(1, '15 01', 3), hour(1, '16 00', 4)] });

    expect(
      (await facts()).map(({ location_id, measurement_datetime, run_id }) => [
        `${location_id} ${measurement_datetime}`,
        run_id,
      ]),
    ).toEqual([
      ['1 2024-01-15 01:00:00', 'second'],
      ['1 2024-01-16 00:00:00', 'second'],
      ['2 2024-01-15 00:00:00', 'first'],
    ]);
  });

  it('withdraws an hour that the newest answer no longer has, or has without a value, and counts it', async () => {
    await stageAndLoad(warehouse(), first);

    await stageAndLoad(warehouse(), {
      runId: 'second',
      measurements: [hour(1, '15 00', 3)],
      rejected: [['Hanoi', '2024-01-15', 'no_measurement', 2]],
    });

    expect((await facts()).map(({ location_id, pm25, run_id }) => [location_id, pm25, run_id])).toEqual([
      [1, '3.0000', 'second'],
    ]);
    expect(await audit('second')).toMatchObject({ rows_replaced: 1, rows_withdrawn: 2 });
  });

  it('withdraws a whole day of a location that the answer lists and has no hour for', async () => {
    await stageAndLoad(warehouse(), first);

    await stageAndLoad(warehouse(), { runId: 'second', days: [[1, '2024-01-15']] });

    expect((await facts()).map(({ location_id }) => location_id)).toEqual([2]);
  });

  it('keeps the facts of a location that the answer does not list, and of days outside of it', async () => {
    await stageAndLoad(warehouse(), first);

    await stageAndLoad(warehouse(), {
      runId: 'second',
      days: [
        [3, '2024-01-15'],
        [1, '2024-01-16'],
      ],
    });

    expect(await facts()).toHaveLength(3);
    expect(await audit('second')).toMatchObject({ rows_withdrawn: 0 });
  });

  it('does not let a run that read OpenAQ earlier and loads later undo newer facts, nor bring back withdrawn ones', async () => {
    const newer: Run = {
      runId: 'newer',
      measurements: [hour(1, '15 00', 3)],
      days: [
        [1, '2024-01-15'],
        [2, '2024-01-15'],
      ],
      extractedAt: '2024-01-18 00:06:00',
    };
    await stage(warehouse(), first);
    await stageAndLoad(warehouse(), newer);
    const before = await facts();

    await load(warehouse(), first);

    expect(await facts()).toEqual(before);
    expect(await audit('first')).toMatchObject({ rows_staged: 3, rows_loaded: 0, rows_outdated: 3 });
  });

  it('takes a location-day whole from the newer of two answers within one run', async () => {
    // A location that moved to another city between two work items: the older answer has an hour more.
    await stage(warehouse(), {
      runId: 'run',
      measurements: [
        { locationId: 1, hour: '2024-01-15 07:00:00', pm25: 10 },
        { locationId: 1, hour: '2024-01-15 08:00:00', pm25: 20 },
      ],
    });
    await warehouse().transaction([
      `update openaq.stage_measurements set extracted_at = '2024-01-18 00:04:00', city = 'Hue'
       where measurement_datetime = '2024-01-15 07:00:00'`,
    ]);

    await load(warehouse(), { runId: 'run' });

    expect(await rowsOf(warehouse(), 'fact_measurements', 'measurement_datetime, city')).toEqual([
      { measurement_datetime: '2024-01-15 08:00:00', city: 'Hanoi' },
    ]);
    expect(await audit('run')).toMatchObject({ rows_staged: 2, rows_loaded: 1, rows_outdated: 1 });
  });

  it('changes nothing when it is sent twice for what was staged once', async () => {
    await stageAndLoad(warehouse(), first);
    const once = await snapshotOf(warehouse());

    await load(warehouse(), first);

    expect(await snapshotOf(warehouse())).toEqual(once);
  });
});
