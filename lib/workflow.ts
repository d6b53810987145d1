import type { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Alerts } from './alerts';
import type { Catalog } from './catalog';
import type { Configuration } from './configuration';
import type { Extraction } from './extraction';
import type { TransformJob } from './transform-job';
import { pausedCluster, type Warehouse } from './warehouse';
import { pauseCluster, ResumedCluster } from './workflow/cluster-power';
import { Crawl } from './workflow/crawl';
import { extractCities } from './workflow/extract-cities';
import { FailurePath } from './workflow/failure-path';
import { lambdaTask } from './workflow/lambda-task';
import { LIMITS } from './workflow/limits';
import { WorkflowRole } from './workflow/role';
import { transformToStaging } from './workflow/transform';
import { loadWarehouse, prepareWarehouse, validateLoad } from './workflow/warehouse-steps';

export interface WorkflowProps {
  readonly configuration: Configuration;
  readonly extraction: Extraction;
  readonly catalog: Catalog;
  readonly transformJob: TransformJob;
  readonly warehouse: Warehouse;
  readonly alerts: Alerts;
  readonly removalPolicy: RemovalPolicy;
}

/** The state machine: plan, prepare, extract, crawl, transform, load, validate; every failure is told and ends the run. */
export class Workflow extends Construct {
  readonly stateMachine: sfn.StateMachine;

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
  }

  private definition(props: WorkflowProps): sfn.IChainable {
    const { configuration, catalog, extraction, transformJob, warehouse } = props;
    const failurePath = this.failurePath(props);
    const step = { warehouse, schema: configuration.warehouse.schema, failurePath };
    return this.resumed(this.planRun(extraction, failurePath), props, failurePath)
      .next(prepareWarehouse(this, step))
      .next(
        extractCities(this, {
          extract: extraction.extract.function,
          maxConcurrency: configuration.extractConcurrency,
          failurePath,
        }),
      )
      .next(this.summarizeExtraction(extraction, failurePath))
      .next(new Crawl(this, { ...catalog, failurePath }))
      .next(transformToStaging(this, { job: transformJob.job, failurePath }))
      .next(loadWarehouse(this, step))
      .next(
        validateLoad(
          this,
          { ...step, minExpectedRows: configuration.minExpectedRows },
          this.paused(new sfn.Succeed(this, 'Succeeded'), props, failurePath),
        ),
      );
  }

  private failurePath(props: WorkflowProps): FailurePath {
    const clusterIdentifier = pausedCluster(props);
    const { alerts, configuration } = props;
    return new FailurePath(this, { topic: alerts.topic, region: configuration.region }, (end) =>
      clusterIdentifier === undefined
        ? end
        : pauseCluster(this, {
            clusterIdentifier,
            suffix: 'AfterFailure',
            next: end,
            onError: (task) => task.addCatch(end, { resultPath: '$.pause' }),
          }),
    );
  }

  private resumed(first: sfn.TaskStateBase, props: WorkflowProps, failurePath: FailurePath): sfn.INextable {
    const clusterIdentifier = pausedCluster(props);
    return clusterIdentifier === undefined
      ? first
      : first.next(new ResumedCluster(this, { clusterIdentifier, failurePath }));
  }

  private paused(end: sfn.IChainable, props: WorkflowProps, failurePath: FailurePath): sfn.IChainable {
    const clusterIdentifier = pausedCluster(props);
    return clusterIdentifier === undefined
      ? end
      : pauseCluster(this, {
          clusterIdentifier,
          suffix: '',
          next: end,
          onError: (task) => failurePath.catchAll(task),
        });
  }

  private planRun(extraction: Extraction, failurePath: FailurePath): sfn.TaskStateBase {
    const task = lambdaTask(this, 'PlanRun', {
      function: extraction.planRun.function,
      payload: sfn.TaskInput.fromObject({
        input: sfn.JsonPath.objectAt('$$.Execution.Input'),
        executionName: sfn.JsonPath.stringAt('$$.Execution.Name'),
        startedAt: sfn.JsonPath.stringAt('$$.Execution.StartTime'),
      }),
      fields: ['runId', 'startedAt', 'window', 'cities', 'workItems'],
      limit: LIMITS.planRun,
      resultPath: '$.plan',
    });
    failurePath.catchAllOfFirst(task);
    return task;
  }

  private summarizeExtraction(extraction: Extraction, failurePath: FailurePath): sfn.TaskStateBase {
    const task = lambdaTask(this, 'SummarizeExtraction', {
      function: extraction.summarizeExtraction.function,
      payload: sfn.TaskInput.fromObject({
        runId: sfn.JsonPath.stringAt('$.plan.runId'),
        items: sfn.JsonPath.objectAt('$.extraction'),
      }),
      fields: ['rows', 'values', 'valuesNulled', 'flaggedValues', 'requests', 'objects', 'cities'],
      limit: LIMITS.summarize,
      resultPath: '$.extraction',
    });
    failurePath.catchAll(task);
    return task;
  }
}
