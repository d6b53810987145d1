import type { z } from 'zod';
import { TerminalError } from './errors';

/** JSON.parse takes any depth, JSON.stringify ends with a RangeError at some thousand. */
const toJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'a value nested too deeply to show';
  }
};

const shorten = (value: unknown): string => {
  const text = toJson(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);

/** Mistakes told in one message, and characters of each: what a person reads in one go, and a log and a mail can carry. */
const MOST_MISTAKES = 10;
const MOST_CHARACTERS = 300;

/** zod ends some texts with the type that it received; the value itself is told beside them. */
const expectation = (message: string): string => message.replace(/, received \w+$/, '');

const cut = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 3)}...` : text;

/** The issues of a failed parse as `path: message (got value)`, in one line that is bounded, values shortened. */
const describeIssues = ({ issues }: z.ZodError, input: unknown): string => {
  const told = issues.slice(0, MOST_MISTAKES).map(({ path, message }) => {
    const where = path.length === 0 ? 'input' : cut(path.join('.'));
    return `${where}: ${cut(expectation(message))} (got ${shorten(valueAt(input, path))})`;
  });
  return [...told, ...(issues.length > told.length ? [`and ${issues.length - told.length} more`] : [])].join('; ');
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
