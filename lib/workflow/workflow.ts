import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { crawl } from './crawl';
import { archiveHours, extractCities, planRun, summarizeExtraction } from './extraction-steps';
import { LIMITS } from './limits';
import { startNextRun } from './next-run';
import { PauseAfterRun } from './pause-after-run';
import type { WorkflowProps } from './props';
import { resumeCluster } from './resume-cluster';
import { arnOfStateMachine, WorkflowRole } from './role';
import { transformToStaging } from './spark-jobs';
import { createStateMachine } from './state-machine';
import { loadWarehouse, prepareWarehouse, validateLoad } from './warehouse-steps';

/**
 * The state machine: plan, extract, crawl, prepare, transform, load, validate, go on with what one run does not take. A task that fails ends the run with its own
 * error, a decision that fails ends it in a Fail state with a name: nothing is caught, so a redrive begins where it failed.
 */
export class Workflow extends Construct {
  readonly stateMachine: sfn.StateMachine;
  /** Pauses the cluster between runs. @default - the cluster stays on */
  readonly pauseAfterRun?: PauseAfterRun;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { configuration, warehouse } = props;
    const role = new WorkflowRole(this, 'Role', props);
    this.stateMachine = createStateMachine(this, {
      configuration,
      name: configuration.name,
      stateMachineType: sfn.StateMachineType.STANDARD,
      definition: inOrder(this.steps(props)),
      timeout: LIMITS.run,
      role,
    });
    this.stateMachine.node.addDependency(role.ownStatements);
    if (warehouse.pausedCluster !== undefined) {
      this.pauseAfterRun = new PauseAfterRun(this, 'PauseAfterRun', {
        configuration,
        runs: this.stateMachine,
        clusterIdentifier: warehouse.pausedCluster,
        // The Data API's ARN of a cluster is the cluster's own.
        clusterArn: warehouse.dataApiArn,
      });
    }
  }

  /** The steps in the order in which they run. */
  private steps(props: WorkflowProps): sfn.IChainable[] {
    const { configuration, archiveJob, catalog, extraction, transformJob, warehouse } = props;
    return [
      planRun(this, extraction.planRun, configuration),
      extractCities(this, extraction.extract, configuration),
      archiveHours(this, archiveJob.job),
      summarizeExtraction(this, extraction.summarizeExtraction),
      crawl(this, catalog),
      // The warehouse is asked for from here on, hours of extraction later than a run begins.
      ...(warehouse.pausedCluster === undefined ? [] : [resumeCluster(this, warehouse.pausedCluster)]),
      prepareWarehouse(this, warehouse, configuration),
      transformToStaging(this, transformJob.job),
      loadWarehouse(this, warehouse),
      validateLoad(this, warehouse),
      startNextRun(this, arnOfStateMachine(this, configuration)),
      new sfn.Succeed(this, 'Succeeded'),
    ];
  }
}

/** Each step behind the one before it. */
const inOrder = ([first, ...others]: readonly sfn.IChainable[]): sfn.IChainable =>
  others.reduce<sfn.Chain>((chain, step) => chain.next(step), sfn.Chain.start(first as sfn.IChainable));
