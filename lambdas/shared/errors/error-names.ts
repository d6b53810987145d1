/**
 * The error names that cross the boundary between handlers and state machine. Lambda reports `error.name` as `errorType`
 * and Step Functions compares it, case-sensitively, with `ErrorEquals`: these strings are an interface.
 */

/** Worth another try later: the workflow retries exactly these. */
export const TRANSIENT_ERROR_NAMES = [
  'OpenAqRateLimitedError',
  'OpenAqUnavailableError',
  'ObjectStoreUnavailableError',
  'SecretUnavailableError',
] as const;

/** Another try gives the same answer: the run ends at once and somebody is told. */
export const TERMINAL_ERROR_NAMES = [
  'InvalidRunInputError',
  'InvalidEnvironmentError',
  'InvalidPayloadError',
  'InvalidApiKeyError',
  'OpenAqRequestRefusedError',
  'OpenAqQueryTooSlowError',
  'OpenAqSchemaChangedError',
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
