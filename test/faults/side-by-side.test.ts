import type { Warehouse } from '../../local/warehouse/warehouse';
import { useFaultBench } from '../support/fault-bench';
import { contentOf } from '../support/laptop-content';
import { usePostgres } from '../support/postgres';
import { openPostgresWarehouse } from '../support/postgres-warehouse';
import { emptyWarehouse } from '../support/test-warehouse';
import { SIDE_BY_SIDE } from './side-by-side-list';
import { titleOf } from './tried';

/** How often each is tried: who is first is left to chance. */
const TRIALS = 3;

describe('Faults of timing between sessions', () => {
  const url = usePostgres();
  const bench = useFaultBench();
  let postgres: Warehouse;
  const onPostgres = { warehouse: () => postgres };
  beforeAll(async () => {
    postgres = openPostgresWarehouse(url());
    expect(await bench.run(onPostgres)).toMatchObject({ status: 'SUCCEEDED' });
  });
  afterAll(() => postgres?.close());

  it.each(SIDE_BY_SIDE.map((sideBySide) => [titleOf(sideBySide), sideBySide] as const))('%s', async (_, { inputs }) => {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      await bench.reset();
      await emptyWarehouse(postgres);

      const runs = await Promise.all(inputs.map((input) => bench.run(onPostgres, input)));
      const red = runs.flatMap(({ status }, index) => (status === 'FAILED' ? [inputs[index] ?? {}] : []));
      for (const input of red) expect(await bench.run(onPostgres, input)).toMatchObject({ status: 'SUCCEEDED' });

      const query = async (sql: string) => (await postgres.query(sql)).rows;
      const { audit: _audit, ...left } = await contentOf({ ...bench.laptop, query }, 'any');
      const { audit: _untroubled, ...untroubled } = bench.untroubled();
      expect(left).toMatchObject({ ...untroubled, keys: expect.any(Array), days: expect.any(Array) });
      expect(await query("select status from openaq.load_audit where status <> 'passed'")).toEqual([]);
    }
  });
});
