import { templateOf } from '../../support/pipeline-template';
import { rolesOf } from '../../support/role-statements';
import { allStates, definitionOf } from '../../support/state-machine';

/** IAM's prefix of a service that Step Functions calls by the name of its SDK. */
const IAM_PREFIXES: Readonly<Record<string, string>> = {
  glue: 'glue',
  redshift: 'redshift',
  redshiftdata: 'redshift-data',
  sfn: 'states',
};

/** What the role needs for the tasks of an integration, by the rules of Step Functions. */
const actionsFor = (resource: string): string[] => {
  const integration = resource.replace('arn:aws:states:::', '');
  const [, service = '', action = ''] = /^aws-sdk:([a-z]+):([A-Za-z]+)$/.exec(integration) ?? [];
  if (service !== '') return [`${IAM_PREFIXES[service]}:${action.charAt(0).toUpperCase()}${action.slice(1)}`];
  const optimized: Readonly<Record<string, string[]>> = {
    'lambda:invoke': ['lambda:InvokeFunction'],
    'sns:publish': ['sns:Publish'],
    'glue:startJobRun.sync': ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
  };
  const actions = optimized[integration];
  if (actions === undefined) throw new Error(`which actions does ${integration} need?`);
  return actions;
};

/** What the role has besides: the secret behind the Data API, the key of the topic, its log and its traces. */
const isNoTask = (action: string): boolean => /^(secretsmanager|kms|logs|xray):/.test(action);

describe.each([
  ['default', {}],
  ['pausing', { warehouse: { pauseBetweenRuns: true } }],
])('the role of the %s state machine', (_, openaq) => {
  it('allows what its tasks call, and nothing that none of them calls', () => {
    const needed = allStates(definitionOf(openaq)).flatMap(([, { Resource }]) =>
      Resource === undefined ? [] : actionsFor(Resource),
    );
    const role = rolesOf(templateOf(openaq)).find(({ logicalId }) => logicalId === 'WorkflowRole');
    const allowed = role?.actions.filter((action) => !isNoTask(action)) ?? [];

    expect([...allowed].sort()).toEqual([...new Set(needed)].sort());
  });
});
