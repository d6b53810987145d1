import { useFaultBench } from '../support/fault-bench';
import { DAMAGED_OBJECTS, LEFTOVERS } from './damage-list';
import { expectMended, expectSurvived } from './expect-mended';
import { titleOf } from './tried';

describe('Faults of the lake, and what a dead run leaves', () => {
  const bench = useFaultBench();

  it.each(DAMAGED_OBJECTS.map((fault) => [titleOf(fault), fault] as const))('%s', async (_, fault) => {
    await expectMended(bench, fault);
  });

  it.each(LEFTOVERS.map((survived) => [titleOf(survived), survived] as const))('%s', async (_, survived) => {
    await expectSurvived(bench, survived);
  });
});
