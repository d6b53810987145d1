import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { pausedCluster } from '../warehouse';
import { crawl } from './crawl';
import { extractCities, planRun, summarizeExtraction } from './extraction-steps';
import { LIMITS } from './limits';
import { PauseAfterRun } from './pause-after-run';
import type { WorkflowProps } from './props';
import { resumeCluster } from './resume-cluster';
import { WorkflowRole } from './role';
import { transformToStaging } from './transform';
import { loadWarehouse, prepareWarehouse, validateLoad } from './warehouse-steps';

/**
 * The state machine: plan, extract, crawl, prepare, transform, load, validate. A task that fails ends the run with its own
 * error, a decision that fails ends it in a Fail state with a name: nothing is caught, so a redrive begins where it failed.
 */
export class Workflow extends Construct {
  readonly stateMachine: sfn.StateMachine;
  /** Pauses the cluster between runs. @default - the cluster stays on */
  readonly pauseAfterRun?: PauseAfterRun;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { configuration } = props;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      // The prefix keeps the account's log resource policy short: CloudWatch Logs knows it.
      logGroupName: `/aws/vendedlogs/states/${configuration.name}`,
      retention: configuration.logRetentionDays,
      removalPolicy: props.removalPolicy,
    });
    const role = new WorkflowRole(this, 'Role', props);
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      stateMachineName: configuration.name,
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromChainable(inOrder(this.steps(props))),
      timeout: LIMITS.run,
      tracingEnabled: true,
      logs: { destination: logGroup, level: sfn.LogLevel.ALL, includeExecutionData: true },
      // Every permission stands in WorkflowRole; the constructs would add wider ones, and a prefix that IAM does not know.
      role: role.withoutPolicyUpdates(),
    });
    this.stateMachine.node.addDependency(role.ownStatements);
    const clusterIdentifier = pausedCluster(props);
    if (clusterIdentifier !== undefined) {
      this.pauseAfterRun = new PauseAfterRun(this, 'PauseAfterRun', {
        configuration,
        runs: this.stateMachine,
        clusterIdentifier,
        // The Data API's ARN of a cluster is the cluster's own.
        clusterArn: props.warehouse.dataApiArn,
        removalPolicy: props.removalPolicy,
      });
    }
  }

  /** The steps in the order in which they run. */
  private steps({ configuration, catalog, extraction, transformJob, warehouse }: WorkflowProps): sfn.IChainable[] {
    const { minExpectedRows } = configuration;
    const step = { warehouse, schema: configuration.warehouse.schema };
    const pausedBetweenRuns = pausedCluster({ configuration, warehouse });
    return [
      planRun(this, extraction, configuration),
      extractCities(this, extraction, configuration),
      summarizeExtraction(this, extraction),
      crawl(this, catalog),
      // The warehouse is asked for from here on, hours of extraction later than a run begins.
      ...(pausedBetweenRuns === undefined ? [] : [resumeCluster(this, pausedBetweenRuns)]),
      prepareWarehouse(this, step),
      transformToStaging(this, transformJob.job),
      loadWarehouse(this, step),
      validateLoad(this, { ...step, minExpectedRows }),
      new sfn.Succeed(this, 'Succeeded'),
    ];
  }
}

/** Each step behind the one before it. */
const inOrder = ([first, ...others]: readonly sfn.IChainable[]): sfn.IChainable =>
  others.reduce<sfn.Chain>((chain, step) => chain.next(step), sfn.Chain.start(first as sfn.IChainable));
