/** Every path in a JSON value with the types seen there: `results[].period.label` -> `string`. */
export type Shape = Map<string, Set<string>>;

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** The shape of one or more values of the same kind; elements of an array share one path. */
export const shapeOf = (...values: unknown[]): Shape => {
  const shape: Shape = new Map();
  const visit = (path: string, value: unknown): void => {
    shape.set(path, (shape.get(path) ?? new Set()).add(typeOf(value)));
    if (Array.isArray(value)) for (const element of value) visit(`${path}[]`, element);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(`${path}.${key}`, item);
    }
  };
  for (const value of values) visit('', value);
  return shape;
};

/** What `actual` has that `allowed` has not: paths, and types at a path. */
export const extraIn = (actual: Shape, allowed: Shape): string[] =>
  [...actual].flatMap(([path, types]) =>
    [...types].filter((type) => !allowed.get(path)?.has(type)).map((type) => `${path}: ${type}`),
  );

/** The paths that `actual` lacks. */
export const missingIn = (actual: Shape, required: Shape): string[] =>
  [...required.keys()].filter((path) => !actual.has(path));
