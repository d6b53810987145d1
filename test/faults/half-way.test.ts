import { useFaultBench } from '../support/fault-bench';
import { expectMended } from './expect-mended';
import { HALF_WAY } from './half-way-list';
import { titleOf } from './tried';

describe('Faults half way through extraction, crawl and job', () => {
  const bench = useFaultBench();

  it.each(HALF_WAY.map((fault) => [titleOf(fault), fault] as const))('%s', async (_, fault) => {
    await expectMended(bench, fault);
  });
});
