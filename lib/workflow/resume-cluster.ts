import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { CLUSTER_CHANGED_ERRORS, LIMITS, POLL, RETRIES } from './limits';
import { FIRST_POLL, Poll } from './poll';

const CLUSTER = '$.cluster';
const STATUS = `${CLUSTER}.answer.status`;

/** Waits until the cluster is available, and resumes it where it is paused. Stands before the first statement. */
export class ResumedCluster implements sfn.IChainable, sfn.INextable {
  readonly id = 'ResumedCluster';
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[] = [this];
  private readonly poll: Poll;

  constructor(
    private readonly scope: Construct,
    private readonly clusterIdentifier: string,
  ) {
    const describe = this.call('DescribeCluster', 'describeClusters', {
      resultSelector: {
        status: sfn.JsonPath.stringAt('$.Clusters[0].ClusterStatus'),
        late: sfn.JsonPath.format(
          `The cluster is {} after ${LIMITS.resume.toMinutes()} minutes`,
          sfn.JsonPath.stringAt('$.Clusters[0].ClusterStatus'),
        ),
      },
      resultPath: `${CLUSTER}.answer`,
    });
    this.poll = new Poll(scope, {
      names: { wait: 'WaitForCluster', count: 'CountClusterPoll', decision: 'ClusterAvailable?' },
      describe,
      path: CLUSTER,
      interval: POLL.cluster,
      limit: LIMITS.resume,
    });
    const watch = new sfn.Pass(scope, 'WatchCluster', { parameters: { poll: FIRST_POLL }, resultPath: CLUSTER });
    this.startState = watch;
    watch.next(describe);
  }

  /** Goes on to a state once the cluster is available. */
  next(state: sfn.IChainable): sfn.Chain {
    const hasStatus = (status: string) => sfn.Condition.stringEquals(STATUS, status);
    const resume = this.call('ResumeCluster', 'resumeCluster', { resultPath: sfn.JsonPath.DISCARD });
    // Another run was quicker. No failure, so the one thing that a run catches.
    resume.addCatch(this.poll.again, { errors: CLUSTER_CHANGED_ERRORS, resultPath: sfn.JsonPath.DISCARD });
    this.poll.decision
      .when(hasStatus('available'), state)
      .when(
        this.poll.isOverdue,
        new sfn.Fail(this.scope, 'ClusterNotAvailable', {
          error: WORKFLOW_ERROR_NAMES.clusterNotAvailable,
          causePath: `${CLUSTER}.answer.late`,
        }),
      )
      .when(hasStatus('paused'), resume.next(this.poll.again))
      // On its way: resuming, pausing, maintenance.
      .otherwise(this.poll.again);
    return sfn.Chain.sequence(this, state);
  }

  private call(
    id: string,
    action: string,
    props: Pick<tasks.CallAwsServiceProps, 'resultSelector' | 'resultPath'>,
  ): tasks.CallAwsService {
    const task = new tasks.CallAwsService(this.scope, id, {
      service: 'redshift',
      action,
      iamResources: ['*'],
      parameters: { ClusterIdentifier: this.clusterIdentifier },
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
      ...props,
    });
    task.addRetry(RETRIES.read);
    return task;
  }
}
