import { hour, useLoads } from '../support/loads';
import { emptyWarehouse, rowsOf, snapshotOf } from '../support/test-warehouse';
import { load, loadStatements, type Run, stage, stageAndLoad } from '../support/warehouse-run';

describe('the load', () => {
  const { warehouse, facts, audit } = useLoads();

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
