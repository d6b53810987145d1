import { useFaultBench } from '../support/fault-bench';
import { definitionOf } from '../support/state-machine';
import { expectMended, expectSurvived } from './expect-mended';
import { FAILED_RELOADS, LOST_TRANSACTIONS, SQL_FAILURES, SQL_STEPS, VERDICTS } from './sql-failures-list';
import { titleOf } from './tried';

describe('Faults of SQL', () => {
  const bench = useFaultBench();

  it.each([...SQL_FAILURES, ...VERDICTS].map((fault) => [titleOf(fault), fault] as const))('%s', async (_, fault) => {
    await expectMended(bench, fault);
  });

  it.each(FAILED_RELOADS.map((fault) => [titleOf(fault), fault] as const))('%s', async (_, { trouble }) => {
    await bench.reset();
    expect(await bench.run()).toMatchObject({ status: 'SUCCEEDED' });

    const failed = await bench.run(trouble());

    const { facts, locations, days } = bench.untroubled();
    expect(failed).toMatchObject({ status: 'FAILED', error: 'RedshiftStatementFailedError' });
    expect(await bench.content(failed)).toMatchObject({ facts, locations, days, audit: [] });
    const again = await bench.run();
    expect(await bench.content(again)).toEqual(bench.untroubled());
  });

  it.each(LOST_TRANSACTIONS.map((survived) => [titleOf(survived), survived] as const))('%s', async (_, survived) => {
    await expectSurvived(bench, survived);
  });
});

describe('The steps that send SQL', () => {
  it('are all among those that are made to fail', () => {
    const steps = Object.entries(definitionOf().States).flatMap(([name, { Resource = '' }]) =>
      Resource.endsWith(':batchExecuteStatement') ? [name] : [],
    );

    expect(steps.sort()).toEqual([...SQL_STEPS].sort());
  });
});
