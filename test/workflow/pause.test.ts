import { runScripted, TaskError } from '../support/scripted-run';
import { allStates, definitionOf, pauseDefinitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

const cluster = (ClusterStatus: string) => ({ Clusters: [{ ClusterIdentifier: 'openaq-warehouse', ClusterStatus }] });

describe('a run whose cluster is paused between runs', () => {
  const definition = definitionOf({ warehouse: { pauseBetweenRuns: true } });
  const PAUSED_CLUSTER = {
    ...SUCCESSFUL_RUN,
    DescribeCluster: [cluster('paused'), cluster('resuming'), cluster('available')],
    ResumeCluster: {},
  };
  const runWith = (script: object) => runScripted(definition, { ...PAUSED_CLUSTER, ...script });

  it('resumes the cluster as late as it can: behind extraction and crawl, before the first SQL', async () => {
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
    expect(run.calls['DescribeCluster']).toHaveLength((30 * 60) / 30);
  });

  it('looks again when another run was quicker to resume it', async () => {
    const { status } = await runWith({ ResumeCluster: new TaskError('Redshift.InvalidClusterStateException') });

    expect(status).toBe('SUCCEEDED');
  });

  it('fails with the error of the service when it may not be resumed', async () => {
    const run = await runWith({ ResumeCluster: new TaskError('Redshift.RedshiftException', 'not authorized') });

    expect(run).toMatchObject({ status: 'FAILED', error: 'Redshift.RedshiftException', cause: 'not authorized' });
  });

  it('catches nothing else', () => {
    const catching = allStates(definition).filter(([, { Catch }]) => Catch !== undefined);

    expect(catching.map(([name, { Catch = [] }]) => [name, Catch.map(({ Next }) => Next)])).toEqual([
      ['ResumeCluster', ['CountClusterPoll']],
    ]);
  });

  it('does not resume it for a run that fails before', async () => {
    const { calls } = await runWith({ Extract: new TaskError('InvalidApiKeyError') });

    expect(calls).not.toHaveProperty('DescribeCluster');
  });
});

describe('the pause after a run', () => {
  const definition = pauseDefinitionOf();
  const none = { Executions: [] };
  const one = { Executions: [{ Status: 'RUNNING' }] };
  const runWith = (script: object) =>
    runScripted(
      definition,
      { ListRuns: none, DescribeClusterInUse: cluster('available'), PauseCluster: {}, ...script },
      { run: 'run-1' },
    );

  it('pauses a cluster that no run uses', async () => {
    const { status, calls } = await runWith({});

    expect(status).toBe('SUCCEEDED');
    expect(calls['PauseCluster']).toEqual([{ ClusterIdentifier: 'openaq-warehouse' }]);
  });

  it('waits first, so that the list of runs has lost the run that ended, and so two that end together both see none', async () => {
    const { path } = await runWith({});

    expect(path.slice(0, 3)).toEqual(['WatchRuns', 'WaitForPause', 'ListRuns']);
    expect(definition.States['WaitForPause']).toMatchObject({ Seconds: 60 });
  });

  it('leaves the cluster to another run, whose own end comes here as well', async () => {
    const { status, calls } = await runWith({ ListRuns: one });

    expect(status).toBe('SUCCEEDED');
    expect(calls).not.toHaveProperty('PauseCluster');
  });

  it.each(['paused', 'pausing'])('has nothing to do when the cluster is %s', async (status) => {
    const { calls } = await runWith({ DescribeClusterInUse: cluster(status) });

    expect(calls).not.toHaveProperty('PauseCluster');
  });

  it('waits for a cluster that an aborted run was resuming, and pauses it then', async () => {
    const { status, calls } = await runWith({
      DescribeClusterInUse: [cluster('resuming'), cluster('resuming'), cluster('available')],
    });

    expect(status).toBe('SUCCEEDED');
    expect(calls['PauseCluster']).toHaveLength(1);
  });

  it('looks again when the pause is refused, since another may have paused it meanwhile', async () => {
    const { status } = await runWith({
      DescribeClusterInUse: [cluster('available'), cluster('pausing')],
      PauseCluster: new TaskError('Redshift.InvalidClusterStateException'),
    });

    expect(status).toBe('SUCCEEDED');
  });

  it('fails after three hours, which raises an alarm, because the cluster goes on costing', async () => {
    const run = await runWith({ DescribeClusterInUse: cluster('modifying') });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'ClusterNotAvailableError',
      cause: 'The cluster is modifying and could not be paused in 3 hours',
    });
  });

  it('asks for the running executions of the state machine of the runs', async () => {
    const { calls } = await runWith({});

    expect(calls['ListRuns']).toEqual([
      { StateMachineArn: expect.stringMatching(/^WorkflowStateMachine/), StatusFilter: 'RUNNING', MaxResults: 1 },
    ]);
  });
});

describe('the default definition', () => {
  it('knows nothing of pausing', () => {
    expect(allStates(definitionOf()).filter(([, { Resource }]) => /redshift:|sfn:list/.test(Resource ?? ''))).toEqual(
      [],
    );
  });
});

const STEPS = [
  'PlanRun',
  'ExtractCities',
  'GetCrawler',
  'DescribeCluster',
  'ResumeCluster',
  'PrepareWarehouse',
  'TransformToStaging',
  'ValidateLoad',
  'Succeeded',
].flatMap((step) => {
  if (step === 'ResumeCluster') return [step, 'DescribeCluster', 'DescribeCluster'];
  return step === 'GetCrawler' ? [step, step, step] : [step];
});
