import { TERMINAL_ERROR_NAMES, TRANSIENT_ERROR_NAMES } from '../../../../lambdas/shared/errors/error-names';
import * as errors from '../../../../lambdas/shared/errors/openaq-errors';
import { TransientError } from '../../../../lambdas/shared/errors/pipeline-error';

describe('openaq-errors', () => {
  it.each(Object.entries(errors))(
    '%s carries its name as a literal, in the list of its family, and its cause',
    (name, ErrorClass) => {
      const cause = new Error('below');

      const error = new ErrorClass('what happened', { cause });

      const family: readonly string[] = error instanceof TransientError ? TRANSIENT_ERROR_NAMES : TERMINAL_ERROR_NAMES;
      expect(error.name).toBe(name);
      expect(family).toContain(name);
      expect(error.cause).toBe(cause);
      expect(error.message).toBe('what happened');
    },
  );
});
