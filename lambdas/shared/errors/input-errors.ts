import { TerminalError } from './pipeline-error';

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
