import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import type { Warehouse } from '../warehouse';
import { LIMITS, POLL, REPEAT, RETRIES } from './limits';
import { FIRST_POLL, Poll } from './poll';
import { LOST_AGAINST_ANOTHER } from './statement-conflicts';

export interface SqlBatchProps {
  readonly warehouse: Pick<Warehouse, 'dataApiTarget' | 'dataApiArn'>;
  /** The statements, `{sql}` each, or `{'sql.$'}` where values are filled in. */
  readonly statements: readonly Readonly<Record<string, string>>[];
  readonly retry: sfn.RetryProps;
  /** Limit of one attempt to submit the batch. */
  readonly submitTimeout: Duration;
  /** How long the batch may run. */
  readonly limit: Duration;
}

/**
 * Where the batch that is under way is kept: its statements, how often it was repeated, its id, its last description. One
 * place for all batches, because the SQL is there two or three times over and a state may take in 256 KiB.
 */
const SQL = '$.sql';
const ANSWER = `${SQL}.description.answer`;

/** The id that the Data API gave the batch that ran last. */
export const SUBMITTED_ID = `${SQL}.submitted.Id`;

const hasStatus = (status: string): sfn.Condition => sfn.Condition.stringEquals(`${ANSWER}.Status`, status);

/**
 * Runs statements in one transaction and waits for its end. SQL that lost against another run's is sent again, a bounded
 * number of times; SQL that outlives its limit is cancelled, since it would go on for up to 24 hours and hold its locks.
 * FAILED, ABORTED and a status that is not known end the run.
 *
 * A state of its own writes the statements down first: a list of texts cannot have one with values in it next to constant
 * ones, a list of objects can (and asl-validator takes no line break in a list of texts).
 */
export class SqlBatch implements sfn.IChainable, sfn.INextable {
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[] = [this];
  private readonly submit: tasks.CallAwsService;
  private readonly poll: Poll;

  constructor(
    private readonly scope: Construct,
    readonly id: string,
    private readonly props: SqlBatchProps,
  ) {
    const bind = new sfn.Pass(scope, `Bind${id}Statements`, {
      parameters: { statements: props.statements, repeat: { number: 0 } },
      resultPath: SQL,
    });
    this.submit = this.submits();
    this.poll = new Poll(scope, {
      names: { wait: `WaitFor${id}`, count: `Count${id}Poll`, decision: `${id}Finished?` },
      describe: this.describes(),
      path: `${SQL}.submitted`,
      interval: POLL.statement,
      limit: props.limit,
    });
    bind.next(this.submit).next(this.poll.wait);
    this.startState = bind;
  }

  /** Goes on to a state once the batch has finished. */
  next(state: sfn.IChainable): sfn.Chain {
    const { decision, isOverdue, again } = this.poll;
    const isUnderWay = sfn.Condition.or(...['SUBMITTED', 'PICKED', 'STARTED'].map(hasStatus));
    const hasMessage = sfn.Condition.and(hasStatus('FAILED'), sfn.Condition.isPresent(`${ANSWER}.Error`));
    const mayRepeat = sfn.Condition.numberLessThan(`${SQL}.repeat.number`, REPEAT.times);
    const isConflict = sfn.Condition.or(
      ...LOST_AGAINST_ANOTHER.map((text) => sfn.Condition.stringMatches(`${ANSWER}.Error`, `*${text}*`)),
    );
    decision
      .when(hasStatus('FINISHED'), state)
      .when(sfn.Condition.and(isUnderWay, isOverdue), this.cancelled())
      .when(isUnderWay, again)
      .when(sfn.Condition.and(hasMessage, mayRepeat, isConflict), this.repeated())
      .when(hasMessage, this.failed(`${this.id}Failed`, `${ANSWER}.Error`))
      // ABORTED, a failure without a text, or a status that is not known yet.
      .otherwise(this.failed(`${this.id}NotFinished`, `${SQL}.description.ended`));
    return sfn.Chain.sequence(this, state);
  }

  private submits(): tasks.CallAwsService {
    const { warehouse, retry, submitTimeout } = this.props;
    const submit = new tasks.CallAwsService(this.scope, this.id, {
      service: 'redshiftdata',
      action: 'batchExecuteStatement',
      // The SDK calls the service `redshiftdata`, IAM calls it `redshift-data`.
      iamAction: 'redshift-data:BatchExecuteStatement',
      iamResources: [warehouse.dataApiArn],
      parameters: {
        ...warehouse.dataApiTarget,
        Sqls: sfn.JsonPath.listAt(`${SQL}.statements[*].sql`),
        StatementName: sfn.JsonPath.format(`{}/${this.id}`, sfn.JsonPath.stringAt('$.plan.runId')),
        // The same for every attempt of the task, so that a lost answer does not run the SQL twice; another one when the
        // SQL is to run again: a repetition, or a redrive. RedriveCount is 0 in an execution that was never redriven.
        // At most 64 characters. The parts that differ stand outside of the hash, which the laptop's interpreter gets
        // wrong for some lengths: it leaves the end of the text out.
        ClientToken: sfn.JsonPath.format(
          `{}-${this.id}-{}-{}`,
          sfn.JsonPath.hash(sfn.JsonPath.stringAt('$$.Execution.Id'), 'MD5'),
          sfn.JsonPath.stringAt('$$.Execution.RedriveCount'),
          sfn.JsonPath.stringAt(`${SQL}.repeat.number`),
        ),
      },
      resultSelector: { Id: sfn.JsonPath.stringAt('$.Id'), poll: FIRST_POLL },
      resultPath: `${SQL}.submitted`,
      taskTimeout: sfn.Timeout.duration(submitTimeout),
    });
    submit.addRetry(retry);
    return submit;
  }

  private describes(): tasks.CallAwsService {
    const describe = new tasks.CallAwsService(this.scope, `Describe${this.id}`, {
      service: 'redshiftdata',
      action: 'describeStatement',
      iamAction: 'redshift-data:DescribeStatement',
      iamResources: ['*'],
      parameters: { Id: sfn.JsonPath.stringAt(SUBMITTED_ID) },
      resultSelector: {
        answer: sfn.JsonPath.objectAt('$'),
        ended: sfn.JsonPath.format(
          'Redshift ended the SQL with status {} and without a message (statement {})',
          sfn.JsonPath.stringAt('$.Status'),
          sfn.JsonPath.stringAt('$.Id'),
        ),
      },
      resultPath: `${SQL}.description`,
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    describe.addRetry(RETRIES.read);
    return describe;
  }

  /** The way back to the submission, behind a wait in which the other run's transaction can end. */
  private repeated(): sfn.IChainable {
    const count = new sfn.Pass(this.scope, `Repeat${this.id}`, {
      parameters: { number: sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt(`${SQL}.repeat.number`), 1) },
      resultPath: `${SQL}.repeat`,
    });
    const wait = new sfn.Wait(this.scope, `WaitToRepeat${this.id}`, { time: sfn.WaitTime.duration(REPEAT.wait) });
    return count.next(wait).next(this.submit);
  }

  private cancelled(): sfn.IChainable {
    const cancel = new tasks.CallAwsService(this.scope, `Cancel${this.id}`, {
      service: 'redshiftdata',
      action: 'cancelStatement',
      iamAction: 'redshift-data:CancelStatement',
      iamResources: ['*'],
      parameters: { Id: sfn.JsonPath.stringAt(SUBMITTED_ID) },
      resultPath: sfn.JsonPath.DISCARD,
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    cancel.addRetry(RETRIES.read);
    return cancel.next(
      new sfn.Fail(this.scope, `${this.id}TimedOut`, {
        error: WORKFLOW_ERROR_NAMES.statementTimedOut,
        cause: `The SQL ran longer than ${this.props.limit.toMinutes()} minutes and was cancelled; nothing of it was kept`,
      }),
    );
  }

  private failed(id: string, causePath: string): sfn.Fail {
    return new sfn.Fail(this.scope, id, { error: WORKFLOW_ERROR_NAMES.statementFailed, causePath });
  }
}
