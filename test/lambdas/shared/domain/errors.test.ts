import * as errors from '../../../../lambdas/shared/domain/errors';

const { TERMINAL_ERROR_NAMES, TRANSIENT_ERROR_NAMES, TransientError } = errors;

/** The errors whose message the caller writes; those of inputs put words of their own around it. */
const PLAIN = Object.entries(errors).filter(([name]) =>
  /^(OpenAq|InvalidApiKey|ObjectStore|Secret|InvalidParquet)/.test(name),
);

describe('the errors of the pipeline', () => {
  it.each(PLAIN)('%s carries its name as a literal, in the list of its family, and its cause', (name, value) => {
    const ErrorClass = value as new (message: string, options: ErrorOptions) => Error;
    const cause = new Error('below');

    const error = new ErrorClass('what happened', { cause });

    const family: readonly string[] = error instanceof TransientError ? TRANSIENT_ERROR_NAMES : TERMINAL_ERROR_NAMES;
    expect(error.name).toBe(name);
    expect(family).toContain(name);
    expect(error.cause).toBe(cause);
    expect(error.message).toBe('what happened');
  });

  it('have one class for each name of the two families', () => {
    const classes = Object.keys(errors).filter((name) => /^[A-Z]\w+Error$/.test(name));

    expect(
      classes.filter((name) => !['PipelineError', 'TransientError', 'TerminalError'].includes(name)).sort(),
    ).toEqual([...TRANSIENT_ERROR_NAMES, ...TERMINAL_ERROR_NAMES].sort());
  });
});
