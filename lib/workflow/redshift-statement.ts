import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/errors/error-names';
import type { FailurePath } from './failure-path';
import { LIMITS, POLL, pollsWithin, RETRIES } from './limits';

export interface RedshiftStatementProps {
  readonly action: 'executeStatement' | 'batchExecuteStatement';
  /** Parameters of the action, with those that address the warehouse. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly dataApiArn: string;
  /** Where the statement's id and the number of the poll are kept, such as `$.load`. */
  readonly resultPath: string;
  readonly retry: sfn.RetryProps;
  /** Limit of one attempt to submit the statement. */
  readonly submitTimeout: Duration;
  /** How long the statement may run. */
  readonly limit: Duration;
  readonly failurePath: FailurePath;
}

/** Where the last description of a statement is kept: one place for all, because it repeats the statement's SQL. */
const STATEMENT = '$.statement';

const RUNNING_STATUSES = ['SUBMITTED', 'PICKED', 'STARTED'];

const hasStatus = (status: string): sfn.Condition => sfn.Condition.stringEquals(`${STATEMENT}.Status`, status);

/**
 * Submits SQL to the Data API and polls until it ends: submit, wait, describe, choose. FAILED, ABORTED, an unknown status
 * and a statement that outlives its limit all take the failure path.
 */
export class RedshiftStatement implements sfn.IChainable, sfn.INextable {
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[] = [this];
  private readonly finished: sfn.Choice;

  constructor(
    private readonly scope: Construct,
    readonly id: string,
    private readonly props: RedshiftStatementProps,
  ) {
    this.finished = new sfn.Choice(scope, `${id}Finished?`);
    const wait = new sfn.Wait(scope, `WaitFor${id}`, { time: sfn.WaitTime.duration(POLL.statement) });
    const submit = this.submit();
    submit.next(wait).next(this.describe()).next(this.finished);
    this.chooseUnfinished(wait);
    this.startState = submit;
  }

  /** Goes on to a state once the statement has finished. */
  next(state: sfn.IChainable): sfn.Chain {
    this.finished.when(hasStatus('FINISHED'), state);
    return sfn.Chain.sequence(this, state);
  }

  private submit(): tasks.CallAwsService {
    const { action, dataApiArn, parameters, resultPath, retry, submitTimeout, failurePath } = this.props;
    const submit = new tasks.CallAwsService(this.scope, this.id, {
      service: 'redshiftdata',
      action,
      // The SDK calls the service `redshiftdata`, IAM calls it `redshift-data`.
      iamAction: `redshift-data:${action}`,
      iamResources: [dataApiArn],
      parameters: {
        ...parameters,
        StatementName: sfn.JsonPath.format(`{}/${this.id}`, sfn.JsonPath.stringAt('$.plan.runId')),
        // The same for every attempt of an execution: a retry after a lost answer does not run the SQL twice.
        ClientToken: sfn.JsonPath.hash(
          sfn.JsonPath.format(`{}/${this.id}`, sfn.JsonPath.stringAt('$$.Execution.Id')),
          'SHA-256',
        ),
      },
      resultSelector: { 'Id.$': '$.Id', attempt: 0 },
      resultPath,
      taskTimeout: sfn.Timeout.duration(submitTimeout),
    });
    submit.addRetry(retry);
    failurePath.catchAll(submit);
    return submit;
  }

  private describe(): tasks.CallAwsService {
    const describe = new tasks.CallAwsService(this.scope, `Describe${this.id}`, {
      service: 'redshiftdata',
      action: 'describeStatement',
      iamAction: 'redshift-data:describeStatement',
      iamResources: ['*'],
      parameters: { Id: sfn.JsonPath.stringAt(`${this.props.resultPath}.Id`) },
      resultPath: STATEMENT,
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    describe.addRetry(RETRIES.read);
    this.props.failurePath.catchAll(describe);
    return describe;
  }

  private chooseUnfinished(wait: sfn.Wait): void {
    const { limit, resultPath } = this.props;
    const attempt = sfn.JsonPath.numberAt(`${resultPath}.attempt`);
    const count = new sfn.Pass(this.scope, `Count${this.id}Poll`, {
      parameters: { Id: sfn.JsonPath.stringAt(`${resultPath}.Id`), attempt: sfn.JsonPath.mathAdd(attempt, 1) },
      resultPath,
    });
    const isOverdue = sfn.Condition.numberGreaterThanEquals(
      `${resultPath}.attempt`,
      pollsWithin(limit, POLL.statement) - 1,
    );
    const isRunning = sfn.Condition.or(...RUNNING_STATUSES.map(hasStatus));
    this.finished
      .when(sfn.Condition.and(isRunning, isOverdue), this.timedOut())
      .when(isRunning, count.next(wait))
      .when(
        sfn.Condition.and(hasStatus('FAILED'), sfn.Condition.isPresent(`${STATEMENT}.Error`)),
        this.failed('StatementFailed', 'Statement {} is {}: {}', 'Error'),
      )
      // ABORTED, a failure without a text, or a status that is not known yet.
      .otherwise(this.failed('StatementNotFinished', 'Statement {} ended with status {}'));
  }

  private timedOut(): sfn.Pass {
    const { failurePath, limit, resultPath } = this.props;
    return failurePath.fail(`${this.id}TimedOut`, {
      failedState: this.id,
      error: WORKFLOW_ERROR_NAMES.statementTimedOut,
      cause: sfn.JsonPath.format(
        `Statement {} is still running after ${limit.toMinutes()} minutes`,
        sfn.JsonPath.stringAt(`${resultPath}.Id`),
      ),
    });
  }

  private failed(suffix: string, template: string, ...fields: string[]): sfn.Pass {
    return this.props.failurePath.fail(`${this.id}${suffix}`, {
      failedState: this.id,
      error: WORKFLOW_ERROR_NAMES.statementFailed,
      cause: sfn.JsonPath.format(
        template,
        sfn.JsonPath.stringAt(`${this.props.resultPath}.Id`),
        ...['Status', ...fields].map((field) => sfn.JsonPath.stringAt(`${STATEMENT}.${field}`)),
      ),
    });
  }
}
