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

/** Base of every error that the pipeline raises on purpose; `name` is a literal, so it survives minification. */
export abstract class PipelineError extends Error {
  abstract override readonly name: TransientErrorName | TerminalErrorName;
}

/** The cause may pass by itself; Step Functions retries it by name. */
export abstract class TransientError extends PipelineError {
  abstract override readonly name: TransientErrorName;
}

/** The cause stays until a person acts; Step Functions ends the run. */
export abstract class TerminalError extends PipelineError {
  abstract override readonly name: TerminalErrorName;
}

/** The execution's input is not a run that can be planned. Terminal: a person corrects the input. */
export class InvalidRunInputError extends TerminalError {
  override readonly name = 'InvalidRunInputError' as const;
  constructor(mistakes: string, options?: ErrorOptions) {
    super(
      `Run input refused: ${mistakes}. Expected {} for the daily run, or some of ` +
        '{"from":"2024-01-15","to":"2024-01-17"}, {"cities":["Hanoi"]}, {"lookbackHours":72}',
      options,
    );
  }
}

/** A Lambda's environment lacks a variable or holds a wrong one. Terminal: the deployment is wrong. */
export class InvalidEnvironmentError extends TerminalError {
  override readonly name = 'InvalidEnvironmentError' as const;
  constructor(mistakes: string, options?: ErrorOptions) {
    super(`Environment variables refused: ${mistakes}. They are set by lib/extraction.ts`, options);
  }
}

/** A state handed a Lambda something else than its schema says. Terminal: workflow and handlers disagree. */
export class InvalidPayloadError extends TerminalError {
  override readonly name = 'InvalidPayloadError' as const;
  constructor(what: string, mistakes: string, options?: ErrorOptions) {
    super(`${what} refused: ${mistakes}`, options);
  }
}

/**
 * The API key's limit is used up, and its reset comes too late for this run or does not help. Transient: the workflow
 * tries again minutes later.
 */
export class OpenAqRateLimitedError extends TransientError {
  override readonly name = 'OpenAqRateLimitedError' as const;
}

/**
 * OpenAQ cannot be reached, answers 5xx, or answers 200 with something that is not JSON, and the tries inside the process
 * are used up. Transient: the service usually comes back.
 */
export class OpenAqUnavailableError extends TransientError {
  override readonly name = 'OpenAqUnavailableError' as const;
}

/** OpenAQ answered 401, or the key cannot be sent as a header. Terminal: only a person can change the key. */
export class InvalidApiKeyError extends TerminalError {
  override readonly name = 'InvalidApiKeyError' as const;
}

/** OpenAQ refused the request itself (403, 404, 405, 410, 422, ...). Terminal: the same request is refused again. */
export class OpenAqRequestRefusedError extends TerminalError {
  override readonly name = 'OpenAqRequestRefusedError' as const;
}

/**
 * OpenAQ answered 408 to a query that cannot be made smaller, or to too many queries. Terminal: a 408 repeats for the same
 * query, and repeated 408s can get a key suspended.
 */
export class OpenAqQueryTooSlowError extends TerminalError {
  override readonly name = 'OpenAqQueryTooSlowError' as const;
}

/** OpenAQ's JSON lacks a field that is used here, or has another type or meaning. Terminal: the schemas need a change. */
export class OpenAqSchemaChangedError extends TerminalError {
  override readonly name = 'OpenAqSchemaChangedError' as const;
}

/** S3 did not take an object after the SDK's own retries. Transient: nothing is lost, the item is done again. */
export class ObjectStoreUnavailableError extends TransientError {
  override readonly name = 'ObjectStoreUnavailableError' as const;
}

/** Secrets Manager did not answer with the API key. Transient: a throttle, an outage, a permission that spreads late. */
export class SecretUnavailableError extends TransientError {
  override readonly name = 'SecretUnavailableError' as const;
}

/** A row holds a value that its Parquet column cannot carry. Terminal: the code that made the row is wrong. */
export class InvalidParquetValueError extends TerminalError {
  override readonly name = 'InvalidParquetValueError' as const;
}
