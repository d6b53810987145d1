import { useFaultBench } from '../support/fault-bench';
import { expectMended } from './expect-mended';
import { LOST_ANSWERS, TASK_FAILURES } from './task-failures-list';
import { titleOf } from './tried';

describe('Faults of every Task', () => {
  const bench = useFaultBench();
  beforeEach(() => bench.reset());

  it.each(TASK_FAILURES.map((fault) => [titleOf(fault), fault] as const))('%s', async (_, fault) => {
    await expectMended(bench, fault);
  });

  it.each(LOST_ANSWERS.map((survived) => [titleOf(survived), survived] as const))('%s', async (_, { trouble }) => {
    const run = await bench.run(trouble());

    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    expect(bench.notifications()).toEqual([]);
    expect(await bench.content(run)).toEqual(bench.untroubled());
  });
});
