import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import type { Extraction } from '../extraction';
import { pausedCluster } from '../warehouse';
import { Crawl } from './crawl';
import { extractCities } from './extract-cities';
import { lambdaTask } from './lambda-task';
import { LIMITS } from './limits';
import { PauseAfterRun } from './pause-after-run';
import type { WorkflowProps } from './props';
import { ResumedCluster } from './resume-cluster';
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
      definitionBody: sfn.DefinitionBody.fromChainable(this.definition(props)),
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

  private definition(props: WorkflowProps): sfn.IChainable {
    const { configuration, catalog, extraction, transformJob, warehouse } = props;
    const step = { warehouse, schema: configuration.warehouse.schema };
    return (
      this.planRun(extraction, configuration)
        .next(
          extractCities(this, {
            extract: extraction.extract.function,
            maxConcurrency: configuration.extractConcurrency,
          }),
        )
        .next(this.summarizeExtraction(extraction))
        .next(new Crawl(this, catalog))
        // The warehouse is asked for from here on, hours of extraction later than a run begins.
        .next(this.resumed(prepareWarehouse(this, step), props))
        .next(transformToStaging(this, transformJob.job))
        .next(loadWarehouse(this, step))
        .next(
          validateLoad(
            this,
            { ...step, minExpectedRows: configuration.minExpectedRows },
            new sfn.Succeed(this, 'Succeeded'),
          ),
        )
    );
  }

  private resumed<Step extends sfn.IChainable>(step: Step, props: WorkflowProps): Step | sfn.Chain {
    const clusterIdentifier = pausedCluster(props);
    return clusterIdentifier === undefined ? step : new ResumedCluster(this, clusterIdentifier).next(step);
  }

  private planRun(extraction: Extraction, { cities }: Configuration): sfn.TaskStateBase {
    return lambdaTask(this, 'PlanRun', {
      function: extraction.planRun.function,
      payload: sfn.TaskInput.fromObject({
        input: sfn.JsonPath.objectAt('$$.Execution.Input'),
        executionName: sfn.JsonPath.stringAt('$$.Execution.Name'),
        startedAt: sfn.JsonPath.stringAt('$$.Execution.StartTime'),
        // Here and not in the function's environment, which holds 4 KB.
        cities,
      }),
      fields: ['runId', 'startedAt', 'window', 'cities', 'workItems'],
      limit: LIMITS.planRun,
      resultPath: '$.plan',
    });
  }

  private summarizeExtraction(extraction: Extraction): sfn.TaskStateBase {
    return lambdaTask(this, 'SummarizeExtraction', {
      function: extraction.summarizeExtraction.function,
      payload: sfn.TaskInput.fromObject({
        runId: sfn.JsonPath.stringAt('$.plan.runId'),
        items: sfn.JsonPath.objectAt('$.extraction'),
      }),
      fields: SUMMARY_FIELDS,
      limit: LIMITS.summarize,
      resultPath: '$.extraction',
    });
  }
}

/** What is kept of the summary: the load's values, and what a person wants to see in the console. */
const SUMMARY_FIELDS = [
  'rows',
  'values',
  'gaps',
  'valuesNulled',
  'unitChanges',
  'changedNames',
  'flaggedValues',
  'requests',
  'objects',
  'citiesWithoutData',
  'cities',
] as const;
