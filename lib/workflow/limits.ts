import { Duration } from 'aws-cdk-lib';
import type { RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { RUN_LIMIT_HOURS } from '../../lambdas/shared/domain/capacity';
import { TRANSIENT_ERROR_NAMES } from '../../lambdas/shared/domain/errors';

/** Lambda's own failures, worth another try at once. */
const LAMBDA_SERVICE_ERRORS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
];

/** Every slot of the function's concurrency, or of the account's, is taken. */
const LAMBDA_THROTTLES = ['Lambda.TooManyRequestsException'];

/** The Data API is full or not well; the statement itself was never looked at. */
const DATA_API_ERRORS = [
  'RedshiftData.ActiveStatementsExceededException',
  'RedshiftData.ActiveSessionsExceededException',
  'RedshiftData.InternalServerException',
];

/** The job or the account is at its limit of concurrent runs, or Glue is not well. */
const GLUE_START_ERRORS = [
  'Glue.ConcurrentRunsExceededException',
  'Glue.ResourceNumberLimitExceededException',
  'Glue.ThrottlingException',
  'Glue.InternalServiceException',
  'Glue.OperationTimeoutException',
];

/** The cluster's status has just changed, for instance because another run asked for the same. Both spellings of the SDKs. */
export const CLUSTER_CHANGED_ERRORS = [
  'Redshift.InvalidClusterStateException',
  'Redshift.InvalidClusterStateFaultException',
];

const retry = (
  errors: readonly string[],
  maxAttempts: number,
  interval: Duration,
  maxDelay?: Duration,
): RetryProps => ({
  errors: [...errors],
  maxAttempts,
  interval,
  backoffRate: 2,
  ...(maxDelay === undefined ? {} : { maxDelay }),
});

/** Retries of each step. Only transient errors are retried: a wrong key or a bad input fails at once. */
export const RETRIES = {
  lambdaService: retry(LAMBDA_SERVICE_ERRORS, 6, Duration.seconds(2)),
  /** An invocation of Extract may hold its slot for 15 minutes; these tries go on for 33. */
  lambdaThrottled: retry(LAMBDA_THROTTLES, 12, Duration.seconds(10), Duration.minutes(4)),
  transient: retry(TRANSIENT_ERROR_NAMES, 2, Duration.minutes(5), Duration.minutes(30)),
  startCrawler: retry(['Glue.CrawlerRunningException', 'Glue.OperationTimeoutException'], 3, Duration.minutes(2)),
  startJob: retry(GLUE_START_ERRORS, 3, Duration.minutes(5)),
  submitStatement: retry(DATA_API_ERRORS, 3, Duration.seconds(30)),
  validate: retry(DATA_API_ERRORS, 2, Duration.minutes(3)),
  /** Asking for a state costs nothing and changes nothing; asking twice to stop or to resume does it once. */
  read: retry(['States.TaskFailed'], 3, Duration.seconds(5)),
} as const;

/** Time limits: of one attempt of a task, or of a wait with its polls. */
export const LIMITS = {
  run: Duration.hours(RUN_LIMIT_HOURS),
  planRun: Duration.minutes(2),
  /** The Lambda function itself ends after 15 minutes. */
  extract: Duration.minutes(30),
  /** 10 minutes to start the archive's job, and 4 hours in which it runs. */
  extractArchive: Duration.minutes(250),
  summarize: Duration.minutes(2),
  startCrawler: Duration.minutes(5),
  crawl: Duration.minutes(30),
  /** 10 minutes to start the job, and 60 in which it runs: Step Functions does both in one task. */
  transform: Duration.minutes(70),
  prepare: Duration.minutes(10),
  load: Duration.minutes(60),
  validate: Duration.minutes(10),
  /** Only with `warehouse.pauseBetweenRuns`. */
  resume: Duration.minutes(30),
  pause: Duration.hours(3),
  /** One request to an AWS API. */
  request: Duration.minutes(1),
} as const;

/** Time between two polls. */
export const POLL = {
  statement: Duration.seconds(10),
  crawler: Duration.seconds(30),
  cluster: Duration.seconds(30),
  pause: Duration.minutes(1),
} as const;

/**
 * SQL that lost against another run's transaction is sent again after a wait: five times, so that the runs that may be
 * under way together can each win before it gives up.
 */
export const REPEAT = { times: 5, wait: Duration.seconds(30) } as const;
