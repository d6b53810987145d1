import * as z from 'zod';
import { shownAt } from '../../lambdas/shared/domain/parse';
import { nearest } from './nearest';

/** One thing that is wrong with the configuration. `path` is where, from the root. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A path as a person writes it: `openaq.cities[1].name`. */
export const formatPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    'openaq',
  );

/** zod's own texts start with what was wrong; only what is expected is of use here. */
const expectation = (message: string): string =>
  message.replace(/^(?:Invalid input|Too big|Too small|Invalid option): expected /, '').replace(/, received .*$/, '');

/** The keys that the schema knows at a path, to name the nearest one. */
const knownKeys = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => {
  const inner = unwrap(schema);
  const [key, ...rest] = path;
  if (key === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  if (inner instanceof z.ZodArray) return knownKeys(inner.element as z.ZodType, rest);
  const child = inner instanceof z.ZodObject ? (inner.shape[String(key)] as z.ZodType | undefined) : undefined;
  return child === undefined ? [] : knownKeys(child, rest);
};

const unwrap = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
    ? unwrap(schema.unwrap() as z.ZodType)
    : schema;

/** Turns zod's issues into mistakes: path, value given and what is expected; one for each place. */
export const toMistakes = (schema: z.ZodType, error: z.ZodError, input: unknown): Mistake[] => {
  const mistakes = error.issues.flatMap((issue): Mistake[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [
        {
          path: issue.path,
          message: `expected ${expectation(issue.message)}, got ${shownAt(input, issue.path)}`,
        },
      ];
    }
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      const hint = guess === undefined ? `the known ones are ${known.join(', ')}` : `did you mean "${guess}"?`;
      return { path: [...issue.path, key], message: `is not a known name; ${hint}` };
    });
  });
  return mistakes.filter(
    ({ path }, index) => mistakes.findIndex((other) => formatPath(other.path) === formatPath(path)) === index,
  );
};
