import fc from 'fast-check';
import { toStatesFormat } from '../../lib/sql-statements';
import { evaluateFormat } from '../support/intrinsics';

/** SQL text with everything that could break a literal: quotes, braces, backslashes, line breaks. No colons. */
const text = fc
  .array(fc.oneof(fc.constantFrom("'", '{', '}', '\\', '{}', "\\'", '\n', ',', '(', ')'), fc.string()), {
    maxLength: 12,
  })
  .map((parts) => parts.join('').replaceAll(':', ';'));

const name = fc.constantFrom('run_id', 'cities', 'window_start', 'requests');
const pieces = fc.array(fc.tuple(text, name), { minLength: 1, maxLength: 6 });

describe('toStatesFormat', () => {
  it('evaluates to the statement with the values in place of the placeholders, whatever the statement holds', () => {
    fc.assert(
      fc.property(pieces, text, (before, end) => {
        const sql = before.map(([part, placeholder]) => `${part} :${placeholder} `).join('') + end;
        const names = new Set(before.map(([, placeholder]) => placeholder));
        const paths = Object.fromEntries([...names].map((placeholder) => [placeholder, `$.values.${placeholder}`]));

        const evaluated = evaluateFormat(toStatesFormat({ file: 'x.sql', sql }, paths), (path) => `<${path.slice(9)}>`);

        expect(evaluated).toBe(before.map(([part, placeholder]) => `${part} '<${placeholder}>' `).join('') + end);
      }),
    );
  });
});
