import type { z } from 'zod';

const shorten = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);

/** Every issue of a failed parse as `path: message (got value)`, in one line, values shortened. */
const describeIssues = (error: z.ZodError, input: unknown): string =>
  error.issues
    .map((issue) => {
      const path = issue.path.length === 0 ? 'input' : issue.path.join('.');
      return `${path}: ${issue.message} (got ${shorten(valueAt(input, issue.path))})`;
    })
    .join('; ');

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
