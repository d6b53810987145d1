import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import type { Warehouse } from '../warehouse';
import { awsTask } from './aws-task';
import { POLL, REPEAT, RETRIES } from './limits';
import { FIRST_POLL, poll } from './poll';
import { LOST_AGAINST_ANOTHER } from './statement-conflicts';

export interface RunSqlProps {
  readonly warehouse: Pick<Warehouse, 'dataApiTarget'>;
  /** The statements, `{sql}` each, or `{'sql.$'}` where values are filled in. */
  readonly statements: readonly Readonly<Record<string, string>>[];
  /** @default - that of a submission */
  readonly retry?: sfn.RetryProps;
  /** Limit of one attempt to submit the batch. @default - that of a request */
  readonly submitTimeout?: Duration;
  /** How long the batch may run. */
  readonly limit: Duration;
}

/**
 * Where the batch that is under way is kept: its statements until they are submitted and its id from then on, how often it
 * was repeated, its last description. One place for all batches, and the statements give way, because a description has
 * the SQL twice and a state may take in 256 KiB.
 */
const SQL = '$.sql';
const BATCH = `${SQL}.batch`;
const REPEATS = `${SQL}.repeat.number`;
const ANSWER = `${SQL}.description.answer`;

/** The id that the Data API gave the batch that ran last. */
export const SUBMITTED_ID = `${BATCH}.Id`;

const hasStatus = (status: string): sfn.Condition => sfn.Condition.stringEquals(`${ANSWER}.Status`, status);
const isUnderWay = sfn.Condition.or(...['SUBMITTED', 'PICKED', 'STARTED'].map(hasStatus));
const hasMessage = sfn.Condition.and(hasStatus('FAILED'), sfn.Condition.isPresent(`${ANSWER}.Error`));
const isToRepeat = sfn.Condition.and(
  hasMessage,
  sfn.Condition.numberLessThan(REPEATS, REPEAT.times),
  sfn.Condition.or(...LOST_AGAINST_ANOTHER.map((text) => sfn.Condition.stringMatches(`${ANSWER}.Error`, `*${text}*`))),
);

/**
 * Runs statements in one transaction and waits for its end. SQL that lost against another run's is sent again, a bounded
 * number of times; SQL that outlives its limit is cancelled, since it would go on for up to 24 hours and hold its locks.
 * FAILED, ABORTED and a status that is not known end the run.
 *
 * A state of its own writes the statements down first: a list of texts cannot have one with values in it next to constant
 * ones, a list of objects can (and asl-validator takes no line break in a list of texts).
 */
export const runSql = (scope: Construct, id: string, props: RunSqlProps): sfn.Chain => {
  const bind = binds(scope, `Bind${id}Statements`, props, 0);
  const submit = submits(scope, id, props);
  const failed = (name: string, causePath: string) =>
    new sfn.Fail(scope, `${id}${name}`, { error: WORKFLOW_ERROR_NAMES.statementFailed, causePath });
  return poll(scope, {
    noun: id,
    question: `${id}Finished?`,
    begin: bind.next(submit),
    path: BATCH,
    describe: describes(scope, id),
    interval: POLL.statement,
    limit: props.limit,
    isDone: hasStatus('FINISHED'),
    ended: [
      [isToRepeat, repeats(scope, id, props).next(submit)],
      [hasMessage, failed('Failed', `${ANSWER}.Error`)],
      // ABORTED, a failure without a text, or a status that is not known yet.
      [
        sfn.Condition.not(sfn.Condition.or(isUnderWay, hasStatus('FINISHED'))),
        failed('NotFinished', `${SQL}.description.ended`),
      ],
    ],
    overdue: cancels(scope, id).next(
      new sfn.Fail(scope, `${id}TimedOut`, {
        error: WORKFLOW_ERROR_NAMES.statementTimedOut,
        cause: `The SQL ran longer than ${props.limit.toMinutes()} minutes and was cancelled; nothing of it was kept`,
      }),
    ),
  });
};

const binds = (scope: Construct, name: string, { statements }: RunSqlProps, number: number | string): sfn.Pass =>
  new sfn.Pass(scope, name, { parameters: { batch: statements, repeat: { number } }, resultPath: SQL });

const submits = (scope: Construct, id: string, props: RunSqlProps): sfn.TaskStateBase =>
  awsTask(scope, id, {
    call: 'redshiftdata:batchExecuteStatement',
    parameters: {
      ...props.warehouse.dataApiTarget,
      Sqls: sfn.JsonPath.listAt(`${BATCH}[*].sql`),
      StatementName: sfn.JsonPath.format(`{}/${id}`, sfn.JsonPath.stringAt('$.plan.runId')),
      // The same for every attempt of the task, so that a lost answer does not run the SQL twice; another one when the
      // SQL is to run again: a repetition, or a redrive. RedriveCount is 0 in an execution that was never redriven.
      // At most 64 characters. The parts that differ stand outside of the hash, which the laptop's interpreter gets
      // wrong for some lengths: it leaves the end of the text out.
      ClientToken: sfn.JsonPath.format(
        `{}-${id}-{}-{}`,
        sfn.JsonPath.hash(sfn.JsonPath.stringAt('$$.Execution.Id'), 'MD5'),
        sfn.JsonPath.stringAt('$$.Execution.RedriveCount'),
        sfn.JsonPath.stringAt(REPEATS),
      ),
    },
    keep: { Id: sfn.JsonPath.stringAt('$.Id'), poll: FIRST_POLL },
    resultPath: BATCH,
    retry: props.retry ?? RETRIES.submitStatement,
    ...(props.submitTimeout && { limit: props.submitTimeout }),
  });

const describes = (scope: Construct, id: string): sfn.TaskStateBase =>
  awsTask(scope, `Describe${id}`, {
    call: 'redshiftdata:describeStatement',
    parameters: { Id: sfn.JsonPath.stringAt(SUBMITTED_ID) },
    keep: {
      answer: sfn.JsonPath.objectAt('$'),
      ended: sfn.JsonPath.format(
        'Redshift ended the SQL with status {} and without a message (statement {})',
        sfn.JsonPath.stringAt('$.Status'),
        sfn.JsonPath.stringAt('$.Id'),
      ),
    },
    resultPath: `${SQL}.description`,
  });

/** Counts, writes the statements down again, and gives the other run's transaction time to end. */
const repeats = (scope: Construct, id: string, props: RunSqlProps): sfn.Chain =>
  binds(scope, `Repeat${id}`, props, sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt(REPEATS), 1)).next(
    new sfn.Wait(scope, `WaitToRepeat${id}`, { time: sfn.WaitTime.duration(REPEAT.wait) }),
  );

const cancels = (scope: Construct, id: string): sfn.TaskStateBase =>
  awsTask(scope, `Cancel${id}`, {
    call: 'redshiftdata:cancelStatement',
    parameters: { Id: sfn.JsonPath.stringAt(SUBMITTED_ID) },
  });
