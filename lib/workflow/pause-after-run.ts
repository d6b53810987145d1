import { Aws, Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import type { Configuration } from '../configuration';
import { allow, policies } from '../permissions';
import { awsTask } from './aws-task';
import { CLUSTER_CHANGED_ERRORS, LIMITS, POLL } from './limits';
import { FIRST_POLL, poll } from './poll';
import { clusterStatus } from './resume-cluster';
import { createStateMachine, observabilityStatements } from './state-machine';

export interface PauseAfterRunProps {
  readonly configuration: Configuration;
  /** The state machine whose runs use the cluster. */
  readonly runs: sfn.IStateMachine;
  readonly clusterIdentifier: string;
  readonly clusterArn: string;
}

const PAUSE = '$.pause';

/**
 * Pauses the cluster after every run, however it ended, unless another is under way. A state machine beside that of the
 * runs: a run cannot do anything after it was aborted or ran out of time, and of two runs that end together each still sees
 * the other. Here each is looked at after its end.
 */
export class PauseAfterRun extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: PauseAfterRunProps) {
    super(scope, id);
    const { configuration, runs } = props;
    this.stateMachine = createStateMachine(this, {
      configuration,
      name: `${configuration.name}-pause`,
      definition: this.definition(props),
      timeout: LIMITS.pause.plus(Duration.hours(1)),
      role: this.role(props),
    });
    new events.Rule(this, 'RunEnded', {
      description: 'A run of the OpenAQ pipeline ended, in whatever way',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [runs.stateMachineArn], status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
    }).addTarget(
      new SfnStateMachine(this.stateMachine, {
        input: events.RuleTargetInput.fromObject({ run: events.EventField.fromPath('$.detail.name') }),
      }),
    );
  }

  private definition({ runs, clusterIdentifier }: PauseAfterRunProps): sfn.IChainable {
    const parameters = { ClusterIdentifier: clusterIdentifier };
    const hasStatus = (status: string) => sfn.Condition.stringEquals(`${PAUSE}.cluster.status`, status);
    const isInUse = sfn.Condition.numberGreaterThan(`${PAUSE}.runs.running`, 0);
    const list = awsTask(this, 'ListRuns', {
      call: 'sfn:listExecutions',
      parameters: { StateMachineArn: runs.stateMachineArn, StatusFilter: 'RUNNING', MaxResults: 1 },
      keep: { 'running.$': 'States.ArrayLength($.Executions)' },
      resultPath: `${PAUSE}.runs`,
    });
    const describe = awsTask(this, 'DescribeClusterInUse', {
      call: 'redshift:describeClusters',
      parameters,
      keep: clusterStatus(`The cluster is {} and could not be paused in ${LIMITS.pause.toHours()} hours`),
      resultPath: `${PAUSE}.cluster`,
    });
    const pause = awsTask(this, 'PauseCluster', { call: 'redshift:pauseCluster', parameters });
    const done = new sfn.Succeed(this, 'Done');
    return poll(this, {
      // The list of executions is eventually consistent: a wait comes first, in which the run leaves it.
      noun: 'Pause',
      question: 'ClusterIdle?',
      begin: new sfn.Pass(this, 'WatchRuns', { parameters: { poll: FIRST_POLL }, resultPath: PAUSE }),
      path: PAUSE,
      describe: list.next(describe),
      interval: POLL.pause,
      limit: LIMITS.pause,
      isDone: sfn.Condition.or(
        // The other run's own end comes here, too.
        isInUse,
        hasStatus('paused'),
        hasStatus('pausing'),
      ),
      overdue: new sfn.Fail(this, 'ClusterNotPaused', {
        error: WORKFLOW_ERROR_NAMES.clusterNotAvailable,
        causePath: `${PAUSE}.cluster.late`,
      }),
      meanwhile: (again) => {
        // Refused when the cluster's status has just changed, for instance by the pause after another run: look again.
        pause.addCatch(again, { errors: CLUSTER_CHANGED_ERRORS, resultPath: sfn.JsonPath.DISCARD });
        // Otherwise it is resuming, or in maintenance, and can be paused afterwards.
        return [[sfn.Condition.and(sfn.Condition.not(isInUse), hasStatus('available')), pause.next(done)]];
      },
    }).next(done);
  }

  private role({ runs, clusterArn }: PauseAfterRunProps): iam.Role {
    return new iam.Role(this, 'Role', {
      description: 'State machine: pauses the cluster when no run uses it',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: policies({
        PauseCluster: [
          allow(['states:ListExecutions'], [runs.stateMachineArn]),
          allow(['redshift:DescribeClusters'], ['*']),
          allow(['redshift:PauseCluster'], [clusterArn]),
        ],
        WriteLogsAndTraces: observabilityStatements(),
      }),
    });
  }
}
