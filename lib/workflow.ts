import type { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Catalog } from './catalog';
import type { Configuration } from './configuration';
import type { Extraction } from './extraction';
import type { TransformJob } from './transform-job';
import type { Warehouse } from './warehouse';
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
  readonly topic: ITopic;
  readonly removalPolicy: RemovalPolicy;
}

/** The state machine: plan, prepare, extract, crawl, transform, load, validate; every failure is told and ends the run. */
export class Workflow extends Construct {
  readonly stateMachine: sfn.StateMachine;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { configuration } = props;
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      // The prefix keeps the account's log resource policy short: CloudWatch Logs knows it.
      logGroupName: `/aws/vendedlogs/states/${configuration.name}`,
      retention: configuration.logRetentionDays,
      removalPolicy: props.removalPolicy,
    });
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      stateMachineName: configuration.name,
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromChainable(this.definition(props)),
      timeout: LIMITS.run,
      tracingEnabled: true,
      logs: { destination: this.logGroup, level: sfn.LogLevel.ALL, includeExecutionData: true },
      // Every permission stands in WorkflowRole; the constructs would add wider ones, and a prefix that IAM does not know.
      role: new WorkflowRole(this, 'Role', props).withoutPolicyUpdates(),
    });
  }

  private definition(props: WorkflowProps): sfn.IChainable {
    const { configuration, catalog, extraction, transformJob, warehouse, topic } = props;
    const failurePath = new FailurePath(this, { topic, region: configuration.region });
    const step = { warehouse, schema: configuration.warehouse.schema, failurePath };
    return this.planRun(extraction, failurePath)
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
          new sfn.Succeed(this, 'Succeeded'),
        ),
      );
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
      fields: ['rows', 'values', 'valuesNulled', 'requests', 'objects', 'cities'],
      limit: LIMITS.summarize,
      resultPath: '$.extraction',
    });
    failurePath.catchAll(task);
    return task;
  }
}
