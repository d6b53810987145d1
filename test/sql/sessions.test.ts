import { OUTPUTS } from '../../lambdas/shared/domain/lake';
import { LOST_AGAINST_ANOTHER } from '../../lib/workflow/statement-conflicts';
import type { Warehouse } from '../../local/warehouse/warehouse';
import { usePostgres } from '../support/postgres';
import { openPostgresWarehouse } from '../support/postgres-warehouse';
import { RELEASED_VERSIONS, releasedSchema } from '../support/releases';
import { statementsIn } from '../support/sql-files';
import { emptyWarehouse, rowsOf } from '../support/test-warehouse';
import { load, type Run, stage, stageAndLoad } from '../support/warehouse-run';

const HOURS = Array.from({ length: 24 }, (_, hour) => `2024-01-15 ${String(hour).padStart(2, '0')}:00:00`);

const dayOf = (runId: string, pm25: number, minute: number): Run => ({
  runId,
  measurements: HOURS.map((hour) => ({ locationId: 1, hour, pm25 })),
  extractedAt: `2024-01-18 00:${minute}:00`,
});

/** What the Glue job does for a table without rows: its lock and its delete go along with the next write. */
const preactionsOf = (runId: string, tables: readonly string[]): string[] =>
  tables.flatMap((table) => [`lock table openaq.${table}`, `delete from openaq.${table} where run_id = '${runId}'`]);

const failuresOf = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));

/** Whether the workflow takes an error of the Data API for transient. */
const isTransient = (message: string): boolean => LOST_AGAINST_ANOTHER.some((part) => message.includes(part));

describe('runs side by side, each in sessions of its own', () => {
  const url = usePostgres();
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = openPostgresWarehouse(url());
    await warehouse.transaction(statementsIn('schema'));
  });
  afterAll(() => warehouse?.close());

  it("do not end in a deadlock when one loads while another's job writes the tables that it locks", async () => {
    await emptyWarehouse(warehouse);
    const failures: string[] = [];
    for (let trial = 0; trial < 30; trial += 1) {
      const loading = dayOf(`loading-${trial}`, trial, 10);
      await stage(warehouse, loading);
      failures.push(
        ...failuresOf(
          await Promise.allSettled([
            load(warehouse, loading),
            // A run without rejected rows, whose delete goes along with the counts; and one with all its tables at once.
            warehouse.write(
              'openaq.stage_counts',
              ['run_id', 'rows_read', 'rows_staged', 'rows_duplicate', 'rows_rejected', 'locations_staged'],
              [[`writing-${trial}`, 0, 0, 0, 0, 0]],
              preactionsOf(`writing-${trial}`, ['rejected_measurements', 'stage_counts']),
            ),
            warehouse.write(
              'openaq.stage_counts',
              ['run_id', 'rows_read', 'rows_staged', 'rows_duplicate', 'rows_rejected', 'locations_staged'],
              [[`empty-${trial}`, 0, 0, 0, 0, 0]],
              preactionsOf(`empty-${trial}`, OUTPUTS),
            ),
          ]),
        ),
      );
    }

    expect(failures).toEqual([]);
  });

  it('leave the newest answer, whichever of them loads first', async () => {
    for (let trial = 0; trial < 15; trial += 1) {
      await emptyWarehouse(warehouse);
      const runs = [dayOf('older', 1, 10), dayOf('newer', 2, 20), dayOf('middle', 3, 15)];
      for (const run of runs) await stage(warehouse, run);

      const results = await Promise.allSettled(runs.map((run) => load(warehouse, run)));

      expect(failuresOf(results)).toEqual([]);
      const facts = await rowsOf(warehouse, 'fact_measurements', 'run_id, measurement_datetime');
      expect(facts.map(({ run_id }) => run_id)).toEqual(HOURS.map(() => 'newer'));
      const audits = await rowsOf(warehouse, 'load_audit');
      for (const row of audits) expect(Number(row['rows_loaded']) + Number(row['rows_outdated'])).toBe(HOURS.length);
    }
  });

  it('prepare an empty warehouse at once: one may fail, as transient, and succeeds when it is sent again', async () => {
    for (let trial = 0; trial < 10; trial += 1) {
      await warehouse.transaction(['drop schema if exists openaq cascade']);
      const prepare = () => warehouse.transaction(statementsIn('schema'));

      const failures = failuresOf(await Promise.allSettled([prepare(), prepare(), prepare()]));

      expect(failures.filter((failure) => !isTransient(failure))).toEqual([]);
      await prepare();
    }
  });

  it.each(RELEASED_VERSIONS)(
    'bring a warehouse of version %s to the newest schema at once, each step once',
    async (version) => {
      for (let trial = 0; trial < 10; trial += 1) {
        await warehouse.transaction(['drop schema if exists openaq cascade', ...releasedSchema(version)]);
        const prepare = () => warehouse.transaction(statementsIn('schema'));

        const failures = failuresOf(await Promise.allSettled([prepare(), prepare()]));

        expect(failures.filter((failure) => !isTransient(failure))).toEqual([]);
        await prepare();
      }
      await stageAndLoad(warehouse, dayOf('after', 1, 10));
      const { rows } = await warehouse.query('select step from openaq.schema_migrations order by step');
      const steps =
        statementsIn('schema')
          .join()
          .match(/if newest < \d+ then/g) ?? [];
      expect(rows).toEqual(steps.map((_, index) => [index + 1]));
    },
  );
});
