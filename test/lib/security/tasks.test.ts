import { templateOf } from '../../support/pipeline-template';
import { rolesOf } from '../../support/role-statements';
import { allStates, definitionOf, pauseDefinitionOf } from '../../support/state-machine';

/** IAM's prefix of a service that Step Functions calls by the name of its SDK. */
const IAM_PREFIXES: Readonly<Record<string, string>> = {
  glue: 'glue',
  redshift: 'redshift',
  redshiftdata: 'redshift-data',
  sfn: 'states',
};

const PAUSING = { warehouse: { pauseBetweenRuns: true } };

/** What the role needs for the tasks of an integration, by the rules of Step Functions. */
const actionsFor = (resource: string): string[] => {
  const integration = resource.replace('arn:aws:states:::', '');
  const [, service = '', action = ''] = /^aws-sdk:([a-z]+):([A-Za-z]+)$/.exec(integration) ?? [];
  if (service !== '') return [`${IAM_PREFIXES[service]}:${action.charAt(0).toUpperCase()}${action.slice(1)}`];
  const optimized: Readonly<Record<string, string[]>> = {
    'lambda:invoke': ['lambda:InvokeFunction'],
    'glue:startJobRun.sync': ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
  };
  const actions = optimized[integration];
  if (actions === undefined) throw new Error(`which actions does ${integration} need?`);
  return actions;
};

/** What the role has besides: the secret behind the Data API, its log and its traces. */
const isNoTask = (action: string): boolean => /^(secretsmanager|logs|xray):/.test(action);

describe.each([
  ['of the runs', 'WorkflowRole', {}, definitionOf()],
  ['of the runs, when the cluster is paused between them', 'WorkflowRole', PAUSING, definitionOf(PAUSING)],
  ['that pauses the cluster', 'WorkflowPauseAfterRunRole', PAUSING, pauseDefinitionOf()],
])('the role of the state machine %s', (_, roleId, openaq, definition) => {
  it('allows what its tasks call, and nothing that none of them calls', () => {
    const needed = allStates(definition).flatMap(([, { Resource }]) =>
      Resource === undefined ? [] : actionsFor(Resource),
    );
    const role = rolesOf(templateOf(openaq)).find(({ logicalId }) => logicalId === roleId);
    const allowed = role?.actions.filter((action) => !isNoTask(action)) ?? [];

    expect([...allowed].sort()).toEqual([...new Set(needed)].sort());
  });
});
