import type { z } from 'zod';
import { TerminalError } from './errors';
import { shortened, toPlainText } from './plain-text';

/** The value at a path as JSON, in at most 80 characters. */
export const shownAt = (root: unknown, path: readonly PropertyKey[]): string => {
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], root);
  try {
    return shortened(JSON.stringify(value) ?? 'nothing', 80);
  } catch {
    // JSON.parse takes any depth, JSON.stringify ends with a RangeError at some thousand.
    return 'a value nested too deeply to show';
  }
};

/** Mistakes told in one message, and characters of each: what a person reads in one go, and a log and a mail can carry. */
const MOST_MISTAKES = 10;
const MOST_CHARACTERS = 300;

/** zod ends some texts with the type that it received; the value itself is told beside them. */
const expectation = (message: string): string => message.replace(/, received \w+/, '');

/** The issues of a failed parse as `path: message (got value)`, in one line of plain characters that is bounded, values shortened. */
const describeIssues = ({ issues }: z.ZodError, input: unknown): string => {
  const told = issues.slice(0, MOST_MISTAKES).map(({ path, message }) => {
    const where = path.length === 0 ? 'input' : shortened(path.join('.'), MOST_CHARACTERS);
    return `${where}: ${shortened(expectation(message), MOST_CHARACTERS)} (got ${shownAt(input, path)})`;
  });
  const rest = issues.length > told.length ? [`and ${issues.length - told.length} more`] : [];
  // Whoever wrote the input chose its names and values, and the message ends in a terminal or a mail.
  return toPlainText([...told, ...rest].join('; '));
};

/**
 * Parses `input`, or throws the error that `refuse` makes from one line that lists every mistake.
 * The boundary between `unknown` and the domain: nothing behind it checks again.
 */
export const parseOrThrow = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  refuse: (mistakes: string, cause: z.ZodError) => Error,
): z.infer<Schema> => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refuse(describeIssues(result.error, input), result.error);
};

/** Parses what a state hands to a Lambda; `what` names it in the error. */
export const parsePayload = <Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.infer<Schema> =>
  parseOrThrow(schema, input, (mistakes) => new TerminalError('InvalidPayloadError', `${what} refused: ${mistakes}`));
