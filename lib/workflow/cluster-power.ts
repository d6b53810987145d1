import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { FailurePath } from './failure-path';
import { LIMITS, POLL, pollsWithin, RETRIES } from './limits';

/** The cluster did not become available in time. */
const CLUSTER_NOT_AVAILABLE_ERROR = 'ClusterNotAvailableError';

const STATUS = '$.cluster.answer.status';

export interface ResumeClusterProps {
  readonly clusterIdentifier: string;
  readonly failurePath: FailurePath;
}

/** Waits until the cluster is available, and resumes it where it is paused. */
export class ResumedCluster implements sfn.IChainable, sfn.INextable {
  readonly id = 'ResumedCluster';
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[] = [this];
  private readonly available: sfn.Choice;

  constructor(
    private readonly scope: Construct,
    private readonly props: ResumeClusterProps,
  ) {
    this.available = new sfn.Choice(scope, 'ClusterAvailable?');
    const begin = new sfn.Pass(scope, 'WatchCluster', { parameters: { attempt: 0 }, resultPath: '$.cluster' });
    const wait = new sfn.Wait(scope, 'WaitForCluster', { time: sfn.WaitTime.duration(POLL.cluster) });
    const count = new sfn.Pass(scope, 'CountClusterPoll', {
      parameters: { attempt: sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt('$.cluster.attempt'), 1) },
      resultPath: '$.cluster',
    });
    const describe = this.describe();
    begin.next(describe).next(this.available);
    wait.next(count).next(describe);
    this.chooseUnavailable(wait);
    this.startState = begin;
  }

  /** Goes on to a state once the cluster is available. */
  next(state: sfn.IChainable): sfn.Chain {
    this.available.when(sfn.Condition.stringEquals(STATUS, 'available'), state);
    return sfn.Chain.sequence(this, state);
  }

  private describe(): tasks.CallAwsService {
    const describe = new tasks.CallAwsService(this.scope, 'DescribeCluster', {
      service: 'redshift',
      action: 'describeClusters',
      iamResources: ['*'],
      parameters: { ClusterIdentifier: this.props.clusterIdentifier },
      resultSelector: { 'status.$': '$.Clusters[0].ClusterStatus' },
      resultPath: '$.cluster.answer',
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    describe.addRetry(RETRIES.read);
    this.props.failurePath.catchAll(describe);
    return describe;
  }

  private chooseUnavailable(wait: sfn.Wait): void {
    const { clusterIdentifier, failurePath } = this.props;
    const resume = new tasks.CallAwsService(this.scope, 'ResumeCluster', {
      service: 'redshift',
      action: 'resumeCluster',
      iamResources: ['*'],
      parameters: { ClusterIdentifier: clusterIdentifier },
      resultPath: sfn.JsonPath.DISCARD,
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    resume.addRetry(RETRIES.read);
    failurePath.catchAll(resume);
    const timedOut = failurePath.fail('ClusterTimedOut', {
      failedState: 'ResumeCluster',
      error: CLUSTER_NOT_AVAILABLE_ERROR,
      cause: sfn.JsonPath.format(
        `The cluster is {} after ${LIMITS.resume.toMinutes()} minutes`,
        sfn.JsonPath.stringAt(STATUS),
      ),
    });
    const lastPoll = pollsWithin(LIMITS.resume, POLL.cluster);
    this.available
      .when(
        sfn.Condition.and(
          sfn.Condition.numberGreaterThanEquals('$.cluster.attempt', lastPoll),
          sfn.Condition.not(sfn.Condition.stringEquals(STATUS, 'available')),
        ),
        timedOut,
      )
      .when(sfn.Condition.stringEquals(STATUS, 'paused'), resume.next(wait))
      // On its way: resuming, pausing, maintenance.
      .otherwise(wait);
  }
}

export interface PauseClusterProps {
  readonly clusterIdentifier: string;
  /** Appended to the states' names, which must be unique. */
  readonly suffix: string;
  /** Where the run goes afterwards. */
  readonly next: sfn.IChainable;
  /** What becomes of an error. */
  readonly onError: (task: sfn.TaskStateBase) => void;
}

/** Pauses the cluster, unless another run is using it: the run that ends last pauses it. */
export const pauseCluster = (scope: Construct, props: PauseClusterProps): sfn.IChainable => {
  const { clusterIdentifier, suffix, next, onError } = props;
  const list = new tasks.CallAwsService(scope, `ListRuns${suffix}`, {
    service: 'sfn',
    action: 'listExecutions',
    iamAction: 'states:ListExecutions',
    iamResources: ['*'],
    parameters: {
      StateMachineArn: sfn.JsonPath.stringAt('$$.StateMachine.Id'),
      StatusFilter: 'RUNNING',
      // This run and one other.
      MaxResults: 2,
    },
    resultSelector: { 'runs.$': 'States.ArrayLength($.Executions)' },
    resultPath: '$.running',
    taskTimeout: sfn.Timeout.duration(LIMITS.request),
  });
  const pause = new tasks.CallAwsService(scope, `PauseCluster${suffix}`, {
    service: 'redshift',
    action: 'pauseCluster',
    iamResources: ['*'],
    parameters: { ClusterIdentifier: clusterIdentifier },
    resultPath: sfn.JsonPath.DISCARD,
    taskTimeout: sfn.Timeout.duration(LIMITS.request),
  });
  for (const task of [list, pause]) {
    task.addRetry(RETRIES.read);
    onError(task);
  }
  const isShared = new sfn.Choice(scope, `OtherRunActive${suffix}?`)
    .when(sfn.Condition.numberGreaterThan('$.running.runs', 1), next)
    .otherwise(pause.next(next));
  return list.next(isShared);
};
