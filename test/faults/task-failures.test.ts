import { useFaultBench } from '../support/fault-bench';
import { expectMended, expectSurvived } from './expect-mended';
import { LOST_ANSWERS, TASK_FAILURES } from './task-failures-list';
import { titleOf } from './tried';

describe('Faults of every Task', () => {
  const bench = useFaultBench();

  it.each(TASK_FAILURES.map((fault) => [titleOf(fault), fault] as const))('%s', async (_, fault) => {
    await expectMended(bench, fault);
  });

  it.each(LOST_ANSWERS.map((survived) => [titleOf(survived), survived] as const))('%s', async (_, survived) => {
    await expectSurvived(bench, survived);
  });
});
