import { emptyWarehouse, rowsOf, snapshotOf, useWarehouse } from '../support/test-warehouse';
import { load, loadStatements, type Run, stage, stageAndLoad } from '../support/warehouse-run';

const FACTS = 'location_id, measurement_datetime, pm25, run_id';

const hour = (locationId: number, at: string, pm25: number | null = 10) => ({
  locationId,
  hour: `2024-01-${at}:00:00`,
  pm25,
});

describe('the load', () => {
  const warehouse = useWarehouse();
  beforeEach(() => emptyWarehouse(warehouse()));

  const facts = () => rowsOf(warehouse(), 'fact_measurements', FACTS);
  const audit = async (runId: string) =>
    (await rowsOf(warehouse(), 'load_audit')).find((row) => row['run_id'] === runId);

  describe('of measurements', () => {
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

  describe('of locations', () => {
    const dimensions = () => rowsOf(warehouse(), 'dim_locations', 'location_id, location_name, created_at, updated_at');
    const named = (runId: string, name: string, day: number): Run => ({
      runId,
      locations: [{ locationId: 1, name }],
      extractedAt: `2024-01-${day} 00:05:00`,
    });

    it('adds a new one, created and updated when OpenAQ was read', async () => {
      await stageAndLoad(warehouse(), named('first', 'Cầu Giấy', 17));

      expect(await dimensions()).toEqual([
        {
          location_id: 1,
          location_name: 'Cầu Giấy',
          created_at: '2024-01-17 00:05:00',
          updated_at: '2024-01-17 00:05:00',
        },
      ]);
    });

    it('takes the newer name and keeps the time of creation', async () => {
      await stageAndLoad(warehouse(), named('first', 'old', 17));

      await stageAndLoad(warehouse(), named('second', 'new', 18));

      expect(await dimensions()).toEqual([
        { location_id: 1, location_name: 'new', created_at: '2024-01-17 00:05:00', updated_at: '2024-01-18 00:05:00' },
      ]);
    });

    it('does not let a run that read OpenAQ earlier and loads later undo a newer name', async () => {
      await stageAndLoad(warehouse(), named('second', 'new', 18));

      await stageAndLoad(warehouse(), named('first', 'old', 17));

      expect((await dimensions()).map((row) => row['location_name'])).toEqual(['new']);
    });

    it('takes one row of a location that was staged twice', async () => {
      const twice = [
        { locationId: 1, name: 'b' },
        { locationId: 1, name: 'a' },
      ];

      await stageAndLoad(warehouse(), { runId: 'first', locations: twice });

      expect((await dimensions()).map((row) => row['location_name'])).toEqual(['a']);
    });

    it.each([
      ['keeps a name of 255 bytes', 'ế'.repeat(85), 85],
      ['shortens a longer name to characters that fit in any case', 'ế'.repeat(86), 63],
      ['shortens a name of 255 characters of four bytes', '🌫'.repeat(255), 63],
    ])('%s', async (_, name, characters) => {
      await stageAndLoad(warehouse(), named('first', name, 17));

      const [row] = await dimensions();
      expect([...String(row?.['location_name'])]).toHaveLength(characters);
    });
  });

  describe('of rejected rows', () => {
    const rejected = async () =>
      (await rowsOf(warehouse(), 'rejected_measurements', 'run_id, partition_city, partition_date')).map((row) =>
        Object.values(row).join(' '),
      );

    it('replaces those of earlier runs for its locations and days, and no others', async () => {
      await stageAndLoad(warehouse(), {
        runId: 'first',
        rejected: [
          ['Hanoi', '2024-01-14', 'missing_city'],
          ['Hanoi', '2024-01-15', 'missing_city'],
          ['Ho_Chi_Minh_City', '2024-01-16', 'missing_city', 2],
          ['Hai_Phong', '2024-01-15', 'missing_city', 3],
          ['Ho_Chi_Minh_City', '2024-01-18', 'missing_city', 2],
        ],
      });

      await stageAndLoad(warehouse(), { runId: 'second', rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

      expect(await rejected()).toEqual([
        'first Hai_Phong 2024-01-15',
        'first Hanoi 2024-01-14',
        'first Ho_Chi_Minh_City 2024-01-16',
        'first Ho_Chi_Minh_City 2024-01-18',
        'second Hanoi 2024-01-15',
      ]);
    });

    it('replaces those without a location by city and day', async () => {
      await stageAndLoad(warehouse(), {
        runId: 'first',
        rejected: [
          ['Ho_Chi_Minh_City', '2024-01-16', 'missing_location_id', null],
          ['Hai_Phong', '2024-01-16', 'missing_location_id', null],
        ],
      });

      await stageAndLoad(warehouse(), { runId: 'second' });

      expect(await rejected()).toEqual(['first Hai_Phong 2024-01-16']);
    });

    it('drops its own for a day of which the warehouse holds a newer answer', async () => {
      await stageAndLoad(warehouse(), {
        runId: 'newer',
        measurements: [hour(1, '15 00')],
        extractedAt: '2024-01-18 00:06:00',
      });

      await stageAndLoad(warehouse(), { runId: 'older', rejected: [['Hanoi', '2024-01-15', 'no_measurement']] });

      expect(await rejected()).toEqual([]);
    });

    it('leaves those of another run that has not loaded yet', async () => {
      await stage(warehouse(), { runId: 'other', rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

      await stageAndLoad(warehouse(), { runId: 'this', rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

      expect(await rejected()).toEqual(['other Hanoi 2024-01-15', 'this Hanoi 2024-01-15']);
    });

    it('removes those of a run that failed more than 14 days ago', async () => {
      const abandoned = { runId: 'abandoned', extractedAt: '2024-01-03 00:00:00' };
      await stage(warehouse(), { ...abandoned, rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

      await stageAndLoad(warehouse(), { runId: 'this' });

      expect(await rejected()).toEqual([]);
    });
  });

  describe('of two runs at once', () => {
    const one: Run = {
      runId: 'one',
      measurements: [hour(1, '15 00', 1), hour(1, '15 01', 1)],
      locations: [{ locationId: 1, name: 'one' }],
      rejected: [['Hanoi', '2024-01-15', 'missing_city']],
    };
    const other: Run = {
      runId: 'other',
      measurements: [hour(1, '15 01', 2), hour(1, '15 02', 2)],
      locations: [{ locationId: 2, name: 'other' }],
      rejected: [['Hanoi', '2024-01-16', 'missing_city']],
    };

    it('publishes and clears only the rows of its own run', async () => {
      await stage(warehouse(), one);
      await stage(warehouse(), other);

      await load(warehouse(), one);

      expect((await facts()).map(({ run_id }) => run_id)).toEqual(['one', 'one']);
      for (const table of ['stage_measurements', 'stage_locations', 'stage_location_days', 'stage_counts'] as const) {
        const runs = (await rowsOf(warehouse(), table)).map((row) => row['run_id']);
        expect(new Set(runs)).toEqual(new Set(['other']));
      }
    });

    it('ends, interleaved, as if the runs had followed each other in the order of their loads', async () => {
      await stageAndLoad(warehouse(), one);
      await stageAndLoad(warehouse(), other);
      const inTurn = [await facts(), await rowsOf(warehouse(), 'dim_locations')];
      const countsInTurn = [await audit('one'), await audit('other')].map((row) => row?.['rows_replaced']);
      await emptyWarehouse(warehouse());

      await stage(warehouse(), other);
      await stage(warehouse(), one);
      await load(warehouse(), one);
      await load(warehouse(), other);

      expect([await facts(), await rowsOf(warehouse(), 'dim_locations')]).toEqual(inTurn);
      expect([await audit('one'), await audit('other')].map((row) => row?.['rows_replaced'])).toEqual(countsInTurn);
    });

    it('loads a day once when both load at the same moment', async () => {
      await stageAndLoad(warehouse(), { runId: 'before', measurements: [hour(1, '15 01', 0)] });
      await stage(warehouse(), one);
      await stage(warehouse(), other);

      await Promise.all([load(warehouse(), one), load(warehouse(), other)]);

      const keys = (await facts()).map((row) => `${row['measurement_datetime']} ${row['run_id']}`);
      expect([
        ['2024-01-15 00:00:00 one', '2024-01-15 01:00:00 one'],
        ['2024-01-15 01:00:00 other', '2024-01-15 02:00:00 other'],
      ]).toContainEqual(keys);
      const replaced = [await audit('one'), await audit('other')].map((row) => row?.['rows_replaced']);
      expect(replaced).toEqual([1, 1]);
    });

    it('clears what a run that failed more than 14 days ago left behind', async () => {
      await stage(warehouse(), { ...other, runId: 'abandoned', extractedAt: '2024-01-03 00:00:00' });

      await stageAndLoad(warehouse(), one);

      expect(await rowsOf(warehouse(), 'stage_measurements')).toEqual([]);
      expect(await rowsOf(warehouse(), 'stage_locations')).toEqual([]);
      expect(await rowsOf(warehouse(), 'stage_location_days')).toEqual([]);
    });
  });

  describe('and its audit', () => {
    it('counts what was loaded and what was replaced, and keeps the figures of the run', async () => {
      await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00'), hour(1, '15 01')] });

      await stageAndLoad(warehouse(), {
        runId: 'second',
        measurements: [hour(1, '15 01'), hour(1, '15 02'), hour(1, '15 03')],
        rejected: [['Hanoi', '2024-01-15', 'missing_city']],
        counts: { duplicate: 2 },
      });

      expect(await audit('second')).toMatchObject({
        window_start: '2024-01-15 00:00:00',
        window_end: '2024-01-18 00:00:00',
        cities: 'Hanoi,Ho Chi Minh City',
        rows_extracted: 6,
        rows_read: 6,
        rows_staged: 3,
        rows_duplicate: 2,
        rows_rejected: 1,
        rows_loaded: 3,
        rows_replaced: 1,
        rows_withdrawn: 1,
        rows_outdated: 0,
        values_missing: 3,
        values_nulled: 7,
        requests: 12,
        started_at: '2024-01-18 00:01:02.345',
      });
    });

    it('has one row for a run that was redriven, that of its last attempt', async () => {
      await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00')] });

      await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00'), hour(1, '15 01')] });

      const rows = await rowsOf(warehouse(), 'load_audit', 'run_id, rows_loaded, rows_replaced');
      expect(rows).toEqual([{ run_id: 'first', rows_loaded: 2, rows_replaced: 1 }]);
    });

    it('records a run without a single row', async () => {
      await stageAndLoad(warehouse(), { runId: 'empty' });

      expect(await audit('empty')).toMatchObject({ rows_staged: 0, rows_loaded: 0, rows_replaced: 0 });
    });
  });

  it.each(loadStatements({ runId: 'second' }).map((_, index) => index))(
    'leaves everything untouched when it fails after statement %i',
    async (index) => {
      await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00')] });
      const second: Run = {
        runId: 'second',
        measurements: [hour(1, '15 00', 2)],
        locations: [{ locationId: 1, name: 'new' }],
        rejected: [['Hanoi', '2024-01-15', 'missing_city']],
      };
      await stage(warehouse(), second);
      const before = await snapshotOf(warehouse());

      const failing = loadStatements(second).toSpliced(index + 1, 0, 'select 1 / 0');

      await expect(warehouse().transaction(failing)).rejects.toThrow('division by zero');
      expect(await snapshotOf(warehouse())).toEqual(before);
    },
  );
});
