const quote = (text: string): string =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;

/**
 * Python's `repr` of the validation problems, which the API sends inside a JSON string. `loc` is a tuple, everything else
 * a dict, a text or a number.
 */
export const toPythonRepr = (value: unknown): string => {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `(${value.map(toPythonRepr).join(', ')})`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${quote(key)}: ${toPythonRepr(item)}`);
  return `{${entries.join(', ')}}`;
};
