import * as z from 'zod';
import { type NameKind, whyNotAName } from './redshift-names';

/** A whole number in a range; `unit` is what a reader needs to know about the number. */
export const wholeNumber = (min: number, max: number, unit: string) => {
  const error = `a whole number of ${unit}, from ${min} to ${max}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

/** A text that matches a pattern; `expected` describes the pattern to a person. */
export const text = (pattern: RegExp, expected: string) => z.string({ error: expected }).regex(pattern, expected);

/** One of a few words. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.enum(words, { error: `one of ${words.map((word) => `"${word}"`).join(', ')}` });

export const flag = () => z.boolean({ error: 'true or false' });

/** A text for which `whyNot` tells what is expected instead, or undefined when it is right. */
export const checkedText = (whyNot: (text: string) => string | undefined, expected: string) =>
  z.string({ error: expected }).superRefine((value, context) => {
    const message = whyNot(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** An identifier that goes unquoted into SQL. Lower case, since Redshift folds it. */
const SQL_IDENTIFIER = 'a lower-case SQL name: a letter or _, then letters, digits or _, at most 63';
const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;
export const sqlIdentifier = () => text(IDENTIFIER, SQL_IDENTIFIER);

/** The name of a schema, or of a database or an administrator, which begins with a letter; none that Redshift keeps for itself. */
export const redshiftName = (kind: NameKind) => {
  const [pattern, expected] =
    kind === 'schema'
      ? [IDENTIFIER, SQL_IDENTIFIER]
      : [/^[a-z][a-z0-9_]{0,62}$/, 'a lower-case name: a letter, then letters, digits or _, at most 63'];
  return checkedText((name) => (pattern.test(name) ? whyNotAName(kind, name) : expected), expected);
};

/** An https address that others append to: without user and password, which a template would show, without query or fragment. */
export const plainUrl = (whyNot: (url: URL) => string | undefined) =>
  checkedText((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url?.protocol !== 'https:' || !value.startsWith('https://') || /\s/.test(value)) return 'an https address';
    if (url.username !== '' || url.password !== '') {
      return 'an address without user and password: the template would show them';
    }
    if (url.search !== '' || value.includes('?')) return 'an address without a query';
    if (url.hash !== '' || value.includes('#')) return 'an address without a fragment';
    return whyNot(url);
  }, 'an https address');

/** A physical name of a Glue resource. */
export const resourceName = () =>
  text(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'a name of 1 to 64 letters, digits, _ or -, beginning with a letter or digit',
  );

/** Refuses an array in which two elements have the same key; the issue points at the second one. */
export const unique =
  <Element>(keyOf: (element: Element) => string, what: string) =>
  (elements: readonly Element[], context: z.RefinementCtx): void => {
    elements.forEach((element, index) => {
      const first = elements.findIndex((other) => keyOf(other) === keyOf(element));
      if (first < index) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `${what} that no other element has (element ${first} has it already)`,
        });
      }
    });
  };
