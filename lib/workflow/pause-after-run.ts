import { Aws, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import type { Configuration } from '../configuration';
import { CLUSTER_CHANGED_ERRORS, LIMITS, POLL, RETRIES } from './limits';
import { FIRST_POLL, Poll } from './poll';
import { observabilityStatements } from './role';

export interface PauseAfterRunProps {
  readonly configuration: Pick<Configuration, 'name' | 'logRetentionDays'>;
  /** The state machine whose runs use the cluster. */
  readonly runs: sfn.IStateMachine;
  readonly clusterIdentifier: string;
  readonly clusterArn: string;
  readonly removalPolicy: RemovalPolicy;
}

const PAUSE = '$.pause';
const STATUS = `${PAUSE}.cluster.status`;

/**
 * Pauses the cluster after every run, however it ended, unless another is under way. A state machine beside that of the
 * runs: a run cannot do anything after it was aborted or ran out of time, and of two runs that end together each still sees
 * the other. Here each is looked at after its end.
 */
export class PauseAfterRun extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: PauseAfterRunProps) {
    super(scope, id);
    const { configuration, runs, removalPolicy } = props;
    const name = `${configuration.name}-pause`;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: configuration.logRetentionDays,
      removalPolicy,
    });
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      stateMachineName: name,
      definitionBody: sfn.DefinitionBody.fromChainable(this.definition(props)),
      timeout: LIMITS.pause.plus(Duration.hours(1)),
      tracingEnabled: true,
      logs: { destination: logGroup, level: sfn.LogLevel.ALL, includeExecutionData: true },
      role: this.role(props).withoutPolicyUpdates(),
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
    const list = this.call('ListRuns', {
      service: 'sfn',
      action: 'listExecutions',
      parameters: { StateMachineArn: runs.stateMachineArn, StatusFilter: 'RUNNING', MaxResults: 1 },
      resultSelector: { 'running.$': 'States.ArrayLength($.Executions)' },
      resultPath: `${PAUSE}.runs`,
    });
    const describe = this.call('DescribeClusterInUse', {
      service: 'redshift',
      action: 'describeClusters',
      parameters: { ClusterIdentifier: clusterIdentifier },
      resultSelector: {
        status: sfn.JsonPath.stringAt('$.Clusters[0].ClusterStatus'),
        late: sfn.JsonPath.format(
          `The cluster is {} and could not be paused in ${LIMITS.pause.toHours()} hours`,
          sfn.JsonPath.stringAt('$.Clusters[0].ClusterStatus'),
        ),
      },
      resultPath: `${PAUSE}.cluster`,
    });
    for (const task of [list, describe]) task.addRetry(RETRIES.read);
    // The list of executions is eventually consistent: a wait comes first, in which the run leaves it.
    const poll = new Poll(this, {
      names: { wait: 'WaitBeforePause', count: 'CountPausePoll', decision: 'ClusterIdle?' },
      describe: sfn.Chain.start(list).next(describe),
      path: PAUSE,
      interval: POLL.pause,
      limit: LIMITS.pause,
    });
    const pause = this.call('PauseCluster', {
      service: 'redshift',
      action: 'pauseCluster',
      parameters: { ClusterIdentifier: clusterIdentifier },
      resultPath: sfn.JsonPath.DISCARD,
    });
    // Refused when the cluster's status has just changed, for instance by the pause after another run: look again.
    pause.addCatch(poll.again, { errors: CLUSTER_CHANGED_ERRORS, resultPath: sfn.JsonPath.DISCARD });
    const done = new sfn.Succeed(this, 'Done');
    const hasStatus = (status: string) => sfn.Condition.stringEquals(STATUS, status);
    poll.decision
      // The other run's own end comes here, too.
      .when(sfn.Condition.numberGreaterThan(`${PAUSE}.runs.running`, 0), done)
      .when(sfn.Condition.or(hasStatus('paused'), hasStatus('pausing')), done)
      .when(
        poll.isOverdue,
        new sfn.Fail(this, 'ClusterNotPaused', {
          error: WORKFLOW_ERROR_NAMES.clusterNotAvailable,
          causePath: `${PAUSE}.cluster.late`,
        }),
      )
      .when(hasStatus('available'), pause.next(done))
      // Resuming, or in maintenance: it can be paused afterwards.
      .otherwise(poll.again);
    return new sfn.Pass(this, 'WatchRuns', { parameters: { poll: FIRST_POLL }, resultPath: PAUSE }).next(poll.wait);
  }

  private call(id: string, props: Omit<tasks.CallAwsServiceProps, 'iamResources'>): tasks.CallAwsService {
    return new tasks.CallAwsService(this, id, {
      iamResources: ['*'],
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
      ...props,
    } as tasks.CallAwsServiceProps);
  }

  private role({ runs, clusterArn }: PauseAfterRunProps): iam.Role {
    return new iam.Role(this, 'Role', {
      description: 'State machine: pauses the cluster when no run uses it',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        PauseCluster: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({ actions: ['states:ListExecutions'], resources: [runs.stateMachineArn] }),
            new iam.PolicyStatement({ actions: ['redshift:DescribeClusters'], resources: ['*'] }),
            new iam.PolicyStatement({ actions: ['redshift:PauseCluster'], resources: [clusterArn] }),
          ],
        }),
        WriteLogsAndTraces: new iam.PolicyDocument({ statements: observabilityStatements() }),
      },
    });
  }
}
