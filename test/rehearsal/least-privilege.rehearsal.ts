import { templateOf } from '../support/pipeline-template';
import { type RoleStatement, statementsOf } from '../support/role-statements';
import { execute } from './execution';
import { without } from './policies';
import { API_KEY, useStage } from './stage';
import { UNUSED_STATEMENTS } from './unused-statements';

/** One day of one city: enough to go through every state. Each run has a day of its own, since a crawler reads new folders alone. */
const inputOf = (run: number) => {
  const date = new Date(Date.UTC(2018, 11, run)).toISOString().slice(0, 10);
  return { from: date, to: date, cities: ['Hanoi'] };
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

beforeAll(async () => {
  const { OpenAqApiKeySecretArn } = await stage().outputs();
  await stage().shell(
    `aws secretsmanager put-secret-value --secret-id ${OpenAqApiKeySecretArn} --secret-string ${API_KEY}`,
  );
});

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
  it.each(['states:GetExecutionHistory', 'sns:Publish'])('%s', async (action) => {
    const statement = STATEMENTS.find((each) => keyOf(each) === `MonitoringRunEventsTellFailureRole: ${action}`);
    const failed = await execute(stage(), `told-without-${action.replace(':', '-')}`, { from: 'never' });
    const { executionArn, name, stateMachineArn, status, input } = failed;
    const event = { detail: { executionArn, name, stateMachineArn, status, input } };
    const tell = async () =>
      stage().shell(
        `aws lambda invoke --payload '${JSON.stringify(event)}' \
         --function-name "$(aws lambda list-functions --query "Functions[?contains(FunctionName, 'TellFailure')].FunctionName" --output text)" /dev/stdout`,
      );
    expect(await tell()).not.toContain('FunctionError');
    expect(await without(stage(), statement as RoleStatement, tell)).toMatch(REFUSED);
  });
});
