import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { Executions } from '../../../local/deployed/executions';
import { redriveRun } from '../../../local/deployed/redrive';
import type { DeployedStack } from '../../../local/deployed/stack';
import { type AwsRequest, type FakeAws, startFakeAws } from '../../support/fake-aws';
import { describeWithPython } from '../../support/python';
import { inCapitals, mistakesIn } from '../../support/sdk-models';

const MACHINE = 'arn:aws:states:ap-southeast-1:111122223333:stateMachine:openaq-pipeline';
const RUN = 'arn:aws:states:ap-southeast-1:111122223333:execution:openaq-pipeline:run-1';

const STACK = {
  place: { name: 'openaq-pipeline', region: 'ap-southeast-1', options: '' },
  output: () => MACHINE,
  command: (...words: string[]) => ['npx openaq', ...words].join(' '),
} as unknown as DeployedStack;

const PLANNED = JSON.stringify({
  plan: { window: { start: '2018-12-05T00:00:00Z', end: '2018-12-07T00:00:00Z' }, workItems: [] },
});

/** How a run ends that fails in a state of a type, newest event first. */
const ending = (type: string, error: string): Partial<HistoryEvent>[] => [
  { id: 3, previousEventId: 2, type: 'ExecutionFailed', executionFailedEventDetails: { error, cause: 'because' } },
  {
    id: 2,
    previousEventId: 1,
    type: `${type}StateEntered` as 'TaskStateEntered',
    stateEnteredEventDetails: { name: type === 'Fail' ? 'LoadInvalid' : 'LoadWarehouse', input: PLANNED },
  },
  { id: 1, previousEventId: 0, type: 'ExecutionStarted' },
];

const EXECUTION = {
  executionArn: RUN,
  stateMachineArn: MACHINE,
  name: 'run-1',
  status: 'FAILED',
  startDate: 1_764_000_000,
  redriveCount: 0,
  redriveStatus: 'REDRIVABLE',
  input: '{"cities":["Hanoi"]}',
};

const answering =
  (execution: object, events: Partial<HistoryEvent>[] = []) =>
  ({ operation }: AwsRequest): object => {
    if (operation === 'ListExecutions') return { executions: [EXECUTION] };
    if (operation === 'DescribeExecution') return execution;
    if (operation === 'RedriveExecution') return { redriveDate: 1_764_000_100 };
    return { events: events.map((event) => ({ timestamp: 1_764_000_000, ...event })) };
  };

let aws: FakeAws;
afterEach(() => aws?.close());

/** Redrives the newest run. @returns the operations that AWS was asked for */
const redrive = async (execution: object, events?: Partial<HistoryEvent>[]): Promise<string[]> => {
  aws = await startFakeAws(answering(execution, events));
  const executions = new Executions(STACK);
  await redriveRun(STACK, executions, await executions.find(undefined));
  return aws.requests.map(({ operation }) => operation);
};

describe('a redrive in AWS', () => {
  it('is asked for of a run that failed in a task', async () => {
    expect((await redrive(EXECUTION, ending('Task', 'States.TaskFailed'))).at(-1)).toBe('RedriveExecution');
  });

  it.each<[string, object, Partial<HistoryEvent>[], string]>([
    [
      'is under way',
      { status: 'RUNNING' },
      [],
      'the run run-1 is still under way: follow it with npx openaq follow run-1',
    ],
    ['succeeded', { status: 'SUCCEEDED' }, [], 'the run run-1 succeeded: nothing is left to redrive'],
    [
      'is too old',
      { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is older than 14 days' },
      [],
      'the run run-1 cannot be redriven (Execution is older than 14 days): start a new one with npx openaq run',
    ],
    [
      'failed in a decision',
      {},
      ending('Fail', 'LoadInvalidError'),
      'the run run-1 failed in LoadInvalid, where it would end again; run it again: npx openaq run --from 2018-12-05 --to 2018-12-06 --city Hanoi',
    ],
    [
      'would meet the same answer again',
      {},
      ending('Task', 'OpenAqContradictionError'),
      'the run run-1 failed with OpenAqContradictionError, which a redrive would meet again; run it again: npx openaq run --from 2018-12-05 --to 2018-12-06 --city Hanoi',
    ],
  ])('is refused of a run that %s', async (_, change, events, message) => {
    await expect(redrive({ ...EXECUTION, ...change }, events)).rejects.toMatchObject({
      name: 'RedriveRefusedError',
      message,
    });
    expect(aws.requests.map(({ operation }) => operation)).not.toContain('RedriveExecution');
  });

  it('says which runs there are where none has the name', async () => {
    aws = await startFakeAws(() => ({
      __type: 'ExecutionDoesNotExist',
      message: `Execution Does Not Exist: '${RUN}'`,
    }));

    await expect(new Executions(STACK).find('run-1')).rejects.toMatchObject({
      name: 'UsageError',
      message: 'there is no run run-1 in the stack openaq-pipeline: npx openaq status lists the newest',
    });
    expect(aws.requests[0]?.body).toEqual({ executionArn: RUN });
  });
});

describeWithPython('the answers of these tests', () => {
  it('have the shapes of Step Functions, by the model of the service', async () => {
    aws = await startFakeAws(() => ({}));
    const answer = answering(EXECUTION, ending('Task', 'States.TaskFailed'));
    const values = ['DescribeExecution', 'RedriveExecution', 'GetExecutionHistory'].map((operation) => ({
      service: 'stepfunctions',
      operation,
      part: '$',
      value: inCapitals(answer({ operation, body: {} })),
    }));

    expect(await mistakesIn(values)).toEqual([[], [], []]);
  });
});
