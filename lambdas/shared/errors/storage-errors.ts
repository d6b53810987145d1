import { TerminalError, TransientError } from './pipeline-error';

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
