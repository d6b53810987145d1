import * as z from 'zod';
import { parseOrThrow, parsePayload, shownAt } from '../../../../lambdas/shared/domain/parse';

describe('shownAt', () => {
  it.each([
    ['the value at a path', { cities: ['Hanoi'] }, ['cities', 0], '"Hanoi"'],
    ['the whole for an empty path', { lookbackHours: 72 }, [], '{"lookbackHours":72}'],
    ['nothing where there is nothing', { from: null }, ['to'], 'nothing'],
    ['nothing below nothing', { from: null }, ['from', 'year', 'month'], 'nothing'],
    ['the beginning of a long value', 'x'.repeat(100), [], `"${'x'.repeat(76)}...`],
  ])('shows %s', (_, root, path, shown) => {
    expect(shownAt(root, path)).toBe(shown);
  });
});

describe('parsePayload', () => {
  it('says what was refused, and of each value where it is, what is expected and what it is', () => {
    const schema = z.object({ runId: z.string(), items: z.array(z.int()) });

    expect(() => parsePayload(schema, { runId: 7, items: [1, 'two'] }, 'Extract payload')).toThrow(
      expect.objectContaining({
        name: 'InvalidPayloadError',
        message:
          'Extract payload refused: runId: Invalid input: expected string (got 7); items.1: Invalid input: expected number (got "two")',
      }),
    );
  });
});

describe('parseOrThrow', () => {
  it('tells the mistake of a value that is nested deeper than it can be shown', () => {
    const input: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect(() => parseOrThrow(z.object({}), input, (mistakes) => new TypeError(mistakes))).toThrow(
      new TypeError('input: Invalid input: expected object (got a value nested too deeply to show)'),
    );
  });
});
