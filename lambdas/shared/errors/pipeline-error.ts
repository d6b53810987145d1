import type { TerminalErrorName, TransientErrorName } from './error-names';

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
