import * as z from 'zod';
import { parseOrThrow } from '../../../../lambdas/shared/domain/parse';

describe('parseOrThrow', () => {
  it('tells the mistake of a value that is nested deeper than it can be shown', () => {
    const input: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect(() => parseOrThrow(z.object({}), input, (mistakes) => new TypeError(mistakes))).toThrow(
      new TypeError('input: Invalid input: expected object (got a value nested too deeply to show)'),
    );
  });
});
