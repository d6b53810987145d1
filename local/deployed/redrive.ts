import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { toSentence } from '../../lambdas/shared/domain/cause-sentence';
import { needsNewRun } from '../../lambdas/shared/domain/failure-advice';
import { inputFor } from '../../lambdas/shared/domain/failure-message';
import { parseJson } from '../../lambdas/shared/domain/json';
import { RunHistoryReader } from '../../lambdas/shared/domain/run-history';
import { RedriveRefusedError } from '../workflow/failed-run';
import { runAgainOn } from './configured-stack';
import type { Executions } from './executions';
import type { DeployedStack } from './stack';

type Execution = DescribeExecutionOutput & { readonly executionArn: string; readonly name: string };

/** Why a run cannot be redriven by what it is; undefined when it can. */
const reasonOf = ({ name, status, redriveStatus, redriveStatusReason }: Execution, stack: DeployedStack) => {
  if (status === 'RUNNING')
    return `the run ${name} is still under way: follow it with ${stack.command('follow', name)}`;
  if (status === 'SUCCEEDED') return `the run ${name} succeeded: nothing is left to redrive`;
  if (redriveStatus !== 'NOT_REDRIVABLE') return undefined;
  return `the run ${name} cannot be redriven (${redriveStatusReason}): start a new one with ${stack.command('run')}`;
};

/**
 * Sets a run that did not succeed going again, from where it failed.
 *
 * @throws RedriveRefusedError when there is nothing to redrive, or it would end in the same Fail state
 */
export const redriveRun = async (stack: DeployedStack, executions: Executions, execution: Execution): Promise<void> => {
  const reason = reasonOf(execution, stack);
  if (reason !== undefined) throw new RedriveRefusedError(reason);
  const reader = new RunHistoryReader();
  for await (const { events = [] } of executions.newestFirst(execution.executionArn)) {
    if (events.some((older) => reader.add(older))) break;
  }
  const { failed, problem, run } = reader.trace;
  const newRun = () => runAgainOn(stack)(inputFor({ input: parseJson(execution.input) }, run));
  if (failed?.type === 'Fail') {
    throw new RedriveRefusedError(
      `the run ${execution.name} failed in ${failed.name}, where it would end again; ${newRun()}`,
    );
  }
  if (needsNewRun(problem.error ?? '', toSentence(problem.cause))) {
    throw new RedriveRefusedError(
      `the run ${execution.name} failed with ${problem.error}, which a redrive would meet again; ${newRun()}`,
    );
  }
  await executions.redrive(execution.executionArn);
};
