import type { Duration } from 'aws-cdk-lib';
import type { IJob } from 'aws-cdk-lib/aws-glue';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { LIMITS, RETRIES } from './limits';

/** Stages what the lake holds of the run's window and cities. */
export const transformToStaging = (scope: Construct, job: IJob): sfn.TaskStateBase =>
  runsJob(scope, 'TransformToStaging', job, LIMITS.transform);

/** Writes the run's window and cities into the lake from OpenAQ's archive. */
export const extractArchive = (scope: Construct, job: IJob): sfn.TaskStateBase =>
  runsJob(scope, 'ExtractArchive', job, LIMITS.extractArchive);

/** Runs a Glue job over the run's window and cities and waits for its end. */
const runsJob = (scope: Construct, id: string, job: IJob, limit: Duration): sfn.TaskStateBase => {
  const task = new BoundedGlueJobRun(scope, id, limit, {
    glueJobName: job.jobName,
    integrationPattern: sfn.IntegrationPattern.RUN_JOB,
    arguments: sfn.TaskInput.fromObject({
      '--run_id': sfn.JsonPath.stringAt('$.plan.runId'),
      '--window_start': sfn.JsonPath.stringAt('$.plan.window.start'),
      '--window_end': sfn.JsonPath.stringAt('$.plan.window.end'),
      '--cities': sfn.JsonPath.stringAt('$.plan.cities'),
    }),
    resultPath: sfn.JsonPath.DISCARD,
  });
  task.addRetry(RETRIES.startJob);
  return task;
};

/**
 * A run of a Glue job with a limit on the state. The construct makes `taskTimeout` the limit of the job instead, which the
 * job already has, and leaves the state unbounded.
 */
class BoundedGlueJobRun extends tasks.GlueStartJobRun {
  constructor(
    scope: Construct,
    id: string,
    private readonly limit: Duration,
    props: tasks.GlueStartJobRunProps,
  ) {
    super(scope, id, props);
  }

  override toStateJson(topLevelQueryLanguage?: sfn.QueryLanguage): object {
    return { ...super.toStateJson(topLevelQueryLanguage), TimeoutSeconds: this.limit.toSeconds() };
  }
}
