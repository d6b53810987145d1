import {
  errorName,
  TERMINAL_ERROR_NAMES,
  TerminalError,
  TRANSIENT_ERROR_NAMES,
  TransientError,
} from '../../../../lambdas/shared/domain/errors';

describe('the errors of the pipeline', () => {
  it('carry their name as they are given it, and their cause', () => {
    const cause = new Error('below');

    const error = new TerminalError('InvalidPayloadError', 'what happened', { cause });

    expect(error).toMatchObject({ name: 'InvalidPayloadError', message: 'what happened', cause });
    expect(String(error)).toBe('InvalidPayloadError: what happened');
  });

  it('are of one family each: what may pass by itself is no terminal error', () => {
    const names: readonly string[] = [...TRANSIENT_ERROR_NAMES, ...TERMINAL_ERROR_NAMES];

    expect(new Set(names).size).toBe(names.length);
    expect(new TransientError('OpenAqUnavailableError', 'down')).not.toBeInstanceOf(TerminalError);
  });

  it('name what was thrown, whatever it is', () => {
    expect(errorName(new RangeError('too far'))).toBe('RangeError');
    expect(errorName('a text')).toBe('an unknown error');
  });
});
