/** A JSON object, as opposed to a list, a text, a number or null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a JSON text; undefined, which no JSON text means, where there is none or it cannot be read. */
export const parseJson = (text: string | null | undefined): unknown => {
  // Stryker disable BlockStatement: a catch that says nothing gives undefined, too
  try {
    // Stryker disable next-line StringLiteral: other words are no JSON either
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};
