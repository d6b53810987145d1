/**
 * The error names that cross the boundary between handlers and state machine. Lambda reports `error.name` as `errorType`
 * and Step Functions compares it, case-sensitively, with `ErrorEquals`: these strings are an interface.
 */

/** Worth another try later: the workflow retries exactly these. */
export const TRANSIENT_ERROR_NAMES = [
  // The API key's limit is used up, and its reset comes too late for this run or does not help.
  'OpenAqRateLimitedError',
  // OpenAQ cannot be reached, answers 5xx, or answers 200 with no JSON, and the tries inside the process are used up.
  'OpenAqUnavailableError',
  // S3 did not take or give an object after the SDK's own retries. Nothing is lost, the item is done again.
  'ObjectStoreUnavailableError',
  // Secrets Manager did not answer with the API key: a throttle, an outage, a permission that spreads late.
  'SecretUnavailableError',
] as const;

/** Another try gives the same answer: the run ends at once and somebody is told. */
export const TERMINAL_ERROR_NAMES = [
  // The execution's input is not a run that can be planned: a person corrects the input.
  'InvalidRunInputError',
  // A Lambda's environment lacks a variable or holds a wrong one: the deployment is wrong.
  'InvalidEnvironmentError',
  // A state handed a Lambda something else than its schema says: workflow and handlers disagree.
  'InvalidPayloadError',
  // OpenAQ answered 401, or the key cannot be sent as a header: only a person can change the key.
  'InvalidApiKeyError',
  // OpenAQ refused the request itself (403, 404, 405, 410, 422, ...): the same request is refused again.
  'OpenAqRequestRefusedError',
  // OpenAQ answered 408 to a query that cannot be made smaller: a 408 repeats for the same query.
  'OpenAqQueryTooSlowError',
  // OpenAQ's JSON lacks a field that is used here, or has another type or meaning: the schemas need a change.
  'OpenAqSchemaChangedError',
  // OpenAQ listed stations of a city for one window of a run and none for another, so one of the two answers is wrong:
  // nothing of the run is loaded, a new run asks again.
  'OpenAqContradictionError',
  // The object of a day that a run with `onlyMissing` would keep cannot be read: a person deletes it.
  'KeptDayDamagedError',
  // A row holds a value that its Parquet column cannot carry: the code that made the row is wrong.
  'InvalidParquetValueError',
] as const;

/** Raised by the state machine itself, in the `Fail` state of a decision that went wrong. */
export const WORKFLOW_ERROR_NAMES = {
  statementFailed: 'RedshiftStatementFailedError',
  statementTimedOut: 'RedshiftStatementTimedOutError',
  crawlFailed: 'CrawlFailedError',
  crawlTimedOut: 'CrawlTimedOutError',
  loadInvalid: 'LoadInvalidError',
  clusterNotAvailable: 'ClusterNotAvailableError',
} as const;

export type TransientErrorName = (typeof TRANSIENT_ERROR_NAMES)[number];
export type TerminalErrorName = (typeof TERMINAL_ERROR_NAMES)[number];
export type WorkflowErrorName = (typeof WORKFLOW_ERROR_NAMES)[keyof typeof WORKFLOW_ERROR_NAMES];

/** An error whose `name` is a literal of a list above, so it survives minification. */
abstract class PipelineError<Name extends string> extends Error {
  constructor(
    override readonly name: Name,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The cause may pass by itself; Step Functions retries it by name. */
export class TransientError extends PipelineError<TransientErrorName> {}

/** The cause stays until a person acts; Step Functions ends the run. */
export class TerminalError extends PipelineError<TerminalErrorName> {}

/** The name of what was thrown, for the sentence of the error that comes of it. */
export const errorName = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : 'an unknown error');
