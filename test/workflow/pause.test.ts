import { runScripted, TaskError } from '../support/scripted-run';
import { allStates, definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

const definition = definitionOf({ warehouse: { pauseBetweenRuns: true } });
const cluster = (ClusterStatus: string) => ({ Clusters: [{ ClusterIdentifier: 'openaq-warehouse', ClusterStatus }] });
const runs = (count: number) => ({ Executions: Array.from({ length: count }, () => ({ Status: 'RUNNING' })) });

const PAUSED_CLUSTER = {
  ...SUCCESSFUL_RUN,
  DescribeCluster: [cluster('paused'), cluster('resuming'), cluster('available')],
  ResumeCluster: {},
  ListRuns: runs(1),
  PauseCluster: {},
  ListRunsAfterFailure: runs(1),
  PauseClusterAfterFailure: {},
};
const runWith = (script: object) => runScripted(definition, { ...PAUSED_CLUSTER, ...script });

describe('a run whose cluster is paused between runs', () => {
  it('resumes the cluster before the warehouse is prepared and pauses it at the end', async () => {
    const { status, path } = await runWith({});

    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => STEPS.includes(state))).toEqual(STEPS);
  });

  it('leaves a cluster alone that is available already', async () => {
    const { calls } = await runWith({ DescribeCluster: cluster('available') });

    expect(calls).not.toHaveProperty('ResumeCluster');
  });

  it('waits while the cluster is being paused, and resumes it then', async () => {
    const { status, calls } = await runWith({
      DescribeCluster: [cluster('pausing'), cluster('paused'), cluster('available')],
    });

    expect(status).toBe('SUCCEEDED');
    expect(calls['ResumeCluster']).toEqual([{ ClusterIdentifier: 'openaq-warehouse' }]);
  });

  it('fails when the cluster is not available after 30 minutes', async () => {
    const run = await runWith({ DescribeCluster: cluster('resuming') });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'ClusterNotAvailableError',
      cause: 'The cluster is resuming after 30 minutes',
    });
  });

  it('pauses the cluster after a failure too, once somebody was told', async () => {
    const run = await runWith({ LoadWarehouse: new TaskError('RedshiftData.ValidationException') });

    expect(run).toMatchObject({ status: 'FAILED', error: 'RedshiftData.ValidationException' });
    expect(run.path.slice(-5)).toEqual([
      'NotifyFailure',
      'ListRunsAfterFailure',
      'OtherRunActiveAfterFailure?',
      'PauseClusterAfterFailure',
      'RunFailed',
    ]);
  });

  it('leaves the cluster to another run that is using it', async () => {
    const succeeded = await runWith({ ListRuns: runs(2) });
    const failed = await runWith({ PlanRun: new TaskError('InvalidRunInputError'), ListRunsAfterFailure: runs(2) });

    expect(succeeded.calls).not.toHaveProperty('PauseCluster');
    expect(failed.calls).not.toHaveProperty('PauseClusterAfterFailure');
    expect(failed).toMatchObject({ status: 'FAILED', error: 'InvalidRunInputError' });
  });

  it('asks for the running executions of its own state machine', async () => {
    const { calls } = await runWith({});

    expect(calls['ListRuns']).toEqual([
      {
        StateMachineArn: 'arn:aws:states:ap-southeast-1:111122223333:stateMachine:m',
        StatusFilter: 'RUNNING',
        MaxResults: 2,
      },
    ]);
  });

  it('fails and tells when the cluster cannot be paused, because it goes on costing', async () => {
    const run = await runWith({ PauseCluster: new TaskError('Redshift.InvalidClusterStateException', 'busy') });

    expect(run).toMatchObject({ status: 'FAILED', error: 'Redshift.InvalidClusterStateException' });
    expect(run.calls['NotifyFailure']?.[0]?.['Subject']).toBe('OpenAQ pipeline: PauseCluster failed');
  });

  it('keeps the first error when the cluster cannot be paused after a failure', async () => {
    const run = await runWith({
      Extract: new TaskError('InvalidApiKeyError'),
      PauseClusterAfterFailure: new TaskError('Redshift.InvalidClusterStateException'),
    });

    expect(run).toMatchObject({ status: 'FAILED', error: 'InvalidApiKeyError' });
  });
});

describe('the default definition', () => {
  it('knows nothing of pausing', () => {
    expect(allStates(definitionOf()).filter(([, { Resource }]) => /redshift:|sfn:/.test(Resource ?? ''))).toEqual([]);
  });
});

const STEPS = [
  'PlanRun',
  'DescribeCluster',
  'ResumeCluster',
  'PrepareWarehouse',
  'ValidateLoad',
  'PauseCluster',
  'Succeeded',
].flatMap((step) => (step === 'ResumeCluster' ? [step, 'DescribeCluster', 'DescribeCluster'] : [step]));
