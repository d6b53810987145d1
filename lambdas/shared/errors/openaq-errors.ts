import { TerminalError, TransientError } from './pipeline-error';

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
