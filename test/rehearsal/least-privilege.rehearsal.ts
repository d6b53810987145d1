import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { templateOf } from '../support/pipeline-template';
import { type RoleStatement, statementsOf } from '../support/role-statements';
import { execute } from './execution';
import { without } from './policies';
import { fireSchedule } from './schedule';
import { API_KEY, putKey, useStage } from './stage';
import { UNUSED_STATEMENTS } from './unused-statements';

/** One missing day of one city: enough to go through every state, and to look for the day in the lake. Each run has a day of its own, since a crawler reads new folders alone. */
const inputOf = (run: number) => {
  const date = new Date(Date.UTC(2018, 11, run)).toISOString().slice(0, 10);
  return { from: date, to: date, cities: ['Hanoi'], onlyMissing: true };
};

const REFUSED = /AccessDenied|[Nn]ot authorized|Forbidden|not allowed/;

/** The role and the first action of a statement. */
const keyOf = ({ text }: RoleStatement): string => text.split(/,| on /)[0] ?? '';

const STATEMENTS = statementsOf(templateOf({}));
const NEEDED = STATEMENTS.filter((statement) => !(keyOf(statement) in UNUSED_STATEMENTS));

const stage = useStage('least-privilege');
let runs = 0;
const run = () => {
  runs += 1;
  return execute(stage(), `run-${runs}`, inputOf(runs));
};

beforeAll(() => putKey(stage(), API_KEY));

describe('the statements of the roles', () => {
  it('have each a key of its own, and no exception is left over', () => {
    const keys = STATEMENTS.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(UNUSED_STATEMENTS).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('are enough without those that are said to be of no use to a run', async () => {
    const unused = STATEMENTS.filter((statement) => keyOf(statement) in UNUSED_STATEMENTS);
    // Of a policy the last statement first, so that the places of the others stay.
    const runWithout = unused.reduce((act, statement) => () => without(stage(), statement, act), run);
    const { status, cause } = await runWithout();
    expect([status, cause]).toEqual(['SUCCEEDED', undefined]);
  });
});

describe('a run fails with an access error without', () => {
  it.each(NEEDED.map((statement) => [statement.text.slice(0, 100), statement] as const))('%s', async (_, statement) => {
    const { status, events, cause } = await without(stage(), statement, run);
    expect(status).toBe('FAILED');
    expect(JSON.stringify([cause, events])).toMatch(REFUSED);
  });
});

describe('the function that tells of a failure fails with an access error without', () => {
  const tell = async (event: object): Promise<string> => {
    const lambda = new LambdaClient(stage().client);
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    const FunctionName = Functions.find((each) => each.FunctionName?.includes('TellFailure'))?.FunctionName;
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
    );
    return `${FunctionError ?? 'told'}: ${Payload?.transformToString()}`;
  };

  it.each(['states:GetExecutionHistory', 'sns:Publish'])('%s', async (action) => {
    const statement = STATEMENTS.find((each) => keyOf(each) === `MonitoringRunEventsTellFailureRole: ${action}`);
    const { executionArn, name, status } = await execute(stage(), `untold-${runs}`, { from: 'never' });
    runs += 1;
    const event = { detail: { executionArn, name, status } };
    expect(await tell(event)).toMatch(/^told/);
    expect(await without(stage(), statement as RoleStatement, () => tell(event))).toMatch(REFUSED);
  });
});

describe('the schedule without states:StartExecution', () => {
  it('keeps the start in its queue of dead letters', async () => {
    const statement = STATEMENTS.find((each) => keyOf(each) === 'DailyScheduleRole: states:StartExecution');
    const sqs = new SQSClient(stage().client);
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const QueueUrl = QueueUrls.find((url) => url.includes('DailyScheduleDeadLetters'));
    const bodies = await without(stage(), statement as RoleStatement, async () => {
      await fireSchedule(stage());
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
      return Messages.map(({ Body }) => Body);
    });
    expect(bodies).toEqual(['{"scheduledTime":"<aws.scheduler.scheduled-time>"}']);
  });
});
