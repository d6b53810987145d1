import type { TerminalErrorName, TransientErrorName, WorkflowErrorName } from './errors';

type ErrorName = TransientErrorName | TerminalErrorName | WorkflowErrorName;

const DEFECT = 'Two parts of the pipeline do not fit together: deploy again, and report it with the cause if it stays';
const API_CHANGED = 'Read the cause: OpenAQ has changed something, and the code must follow it and be deployed';
const LATER = 'Wait until the service answers again';

/** What has to happen before another try is of use, by the error's name. A sentence without its full stop. */
const FIRST: Readonly<Record<ErrorName, string>> = {
  InvalidRunInputError: 'Correct the input',
  InvalidApiKeyError: 'Put a valid OpenAQ API key into the secret; no deployment is needed',
  OpenAqRateLimitedError: 'Wait an hour, until the limits of the key are free again',
  OpenAqUnavailableError: 'Wait until OpenAQ answers again',
  OpenAqRequestRefusedError: API_CHANGED,
  OpenAqQueryTooSlowError: API_CHANGED,
  OpenAqSchemaChangedError: API_CHANGED,
  OpenAqContradictionError: 'Wait a quarter of an hour, as long as OpenAQ keeps an answer',
  KeptDayDamagedError: 'Delete the object that the cause names; its day is asked for then',
  ObjectStoreUnavailableError: LATER,
  SecretUnavailableError: LATER,
  InvalidPayloadError: DEFECT,
  InvalidEnvironmentError: DEFECT,
  InvalidParquetValueError: DEFECT,
  CrawlFailedError: "Look at the crawler's log",
  CrawlTimedOutError: 'Look whether the crawler still runs, and wait for its end',
  RedshiftStatementFailedError: 'Read the message of Redshift; nothing of the SQL was kept',
  RedshiftStatementTimedOutError: 'Look for the lock that it waited for (svv_transactions)',
  LoadInvalidError: 'Read which equation broke; the rows are loaded, but not proven',
  ClusterNotAvailableError: 'Look at the events of the cluster, and wait until it is available',
};

/** Redshift's Data API knows a statement for 24 hours, its stand-in on a laptop for as long as its process lives. */
const STATEMENT_FORGOTTEN = 'RedshiftData.ResourceNotFoundException';

/** Errors after which a redrive meets the same again: what is wrong was read before, and is kept. */
const NEEDS_NEW_RUN: readonly string[] = ['OpenAqContradictionError' satisfies ErrorName, STATEMENT_FORGOTTEN];

/** The Glue job's error when the lake lacks what the run extracted: no other try of the job finds it. */
const LOST_DATES = 'LostDatesError: ';

/** Whether only a new run helps, whatever a redrive repeats. @param sentence the cause, which of a job begins with its error */
export const needsNewRun = (error: string, sentence: string): boolean =>
  NEEDS_NEW_RUN.includes(error) || sentence.startsWith(LOST_DATES);

const isKnown = (name: string): name is ErrorName => name in FIRST;

/** What has to happen before another try, by the name of the error and the state in which it was raised. */
export const firstStep = (error: string, state: string | undefined): string | undefined => {
  if (isKnown(error)) return FIRST[error];
  if (error === STATEMENT_FORGOTTEN) return 'Redshift does not know the SQL of this run any more';
  if (state === 'TransformToStaging' || state === 'ExtractArchive')
    return "Look at the Glue job's output log for `job failed`";
  if (error === 'Glue.CrawlerRunningException') return "Wait until the other run's crawl has ended";
  if (error === 'States.Timeout') return 'Look what the step waited for; give a long backfill in shorter ranges';
  return undefined;
};

/** What a redrive that begins at a state does again. Steps without an entry are repeated, nothing else. */
const REPEATS: Readonly<Record<string, string>> = {
  Extract: 'extracts again the work items that did not succeed, keeps the others',
  ExtractCities: 'extracts again the work items that did not succeed, keeps the others',
  ExtractArchive: 'starts the Glue job again',
  TransformToStaging: 'starts the Glue job again',
  StartNextRun: 'starts the next run of the backfill',
  PrepareWarehouse: 'sends the SQL again',
  LoadWarehouse: 'sends the SQL again',
  ValidateLoad: 'sends the SQL again',
};

export const whatRedriveRepeats = (state: string): string => REPEATS[state] ?? `repeats ${state}`;
