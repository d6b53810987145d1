import type { LocalRunResult } from '../../local/workflow/run';
import { type FaultBench, useFaultBench } from '../support/fault-bench';
import { INTERLEAVINGS } from './interleavings-list';
import { titleOf } from './tried';

/** What is there, but for the counts of one run, which tell what the other had done before. */
const leftBy = async (bench: FaultBench, run: LocalRunResult) => {
  const { audit: _, ...left } = await bench.content(run);
  return left;
};

describe('Faults of timing between two runs', () => {
  const bench = useFaultBench();

  it.each(INTERLEAVINGS.map((interleaving) => [titleOf(interleaving), interleaving] as const))(
    '%s',
    async (_, { state, other }) => {
      await bench.reset();
      let between: LocalRunResult | undefined;
      const run = await bench.run({
        around: async (entered, answer) => {
          if (entered === state && between === undefined) {
            between = {} as LocalRunResult;
            between = await bench.run({}, other);
          }
          return answer();
        },
      });

      const { audit: _audit, ...untroubled } = bench.untroubled();
      expect([run, between]).toEqual([
        expect.objectContaining({ status: 'SUCCEEDED' }),
        expect.objectContaining({ status: 'SUCCEEDED' }),
      ]);
      expect(await leftBy(bench, run)).toEqual(untroubled);
      expect(await bench.laptop.query('select status from openaq.load_audit')).toEqual([['passed'], ['passed']]);
      expect(bench.notifications()).toEqual([]);
    },
  );
});
