import type { LocalRunResult } from '../../local/workflow/run';
import type { FaultBench } from '../support/fault-bench';
import type { Fault, Survived } from './fault';

/** The run ends red, and the one message that a person gets names the state and the error. */
const failOnce = async (bench: FaultBench, { state, error, trouble }: Fault): Promise<LocalRunResult> => {
  await bench.reset();
  const failed = await bench.run(trouble());
  expect(failed).toMatchObject({ status: 'FAILED', error });
  expect(failed.message).toContain(`failed in ${state}.\n`);
  expect(failed.message).toContain(`\nError: ${error}\nCause: `);
  expect(bench.notifications()).toEqual([expect.stringContaining(`OpenAQ pipeline: ${state} failed`)]);
  return failed;
};

const expectUntroubled = async (bench: FaultBench, run: LocalRunResult): Promise<void> => {
  expect(run).toMatchObject({ status: 'SUCCEEDED' });
  expect(await bench.content(run)).toEqual(bench.untroubled());
};

/** Mends one copy of a failure by a re-run, and another by a redrive as far as one helps: each leaves what an untroubled run leaves. */
export const expectMended = async (bench: FaultBench, fault: Fault): Promise<void> => {
  const { redrive, isRunAgain = true } = fault;
  if (redrive === 'recovers' && isRunAgain) {
    await failOnce(bench, fault);
    await expectUntroubled(bench, await bench.run());
  }
  const failed = await failOnce(bench, fault);
  if (redrive === 'is refused') {
    await expect(bench.laptop.redrive()).rejects.toMatchObject({ name: 'RedriveRefusedError' });
    return expectUntroubled(bench, await bench.run());
  }
  const redriven = await bench.laptop.redrive();
  if (redrive !== 'recovers') {
    expect(redriven).toMatchObject({ status: 'FAILED' });
    if (redrive !== 'fails again') expect(redriven.message).not.toContain('edrive the run');
    return expectUntroubled(bench, await bench.run());
  }
  if (failed.plan !== undefined) expect(redriven.plan?.runId).toBe(failed.plan.runId);
  await expectUntroubled(bench, redriven);
};

/** The run goes on by itself, and nobody is told. */
export const expectSurvived = async (bench: FaultBench, { trouble }: Survived): Promise<void> => {
  await bench.reset();
  await expectUntroubled(bench, await bench.run(trouble()));
  expect(bench.notifications()).toEqual([]);
};
