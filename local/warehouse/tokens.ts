/** A piece of SQL text. Joined again, the tokens of a statement give its text unchanged. */
export interface Token {
  readonly kind: 'space' | 'comment' | 'string' | 'identifier' | 'parameter' | 'word' | 'number' | 'symbol';
  readonly text: string;
}

/** In this order: a quote or a comment hides what is in it, and `::` is no parameter. */
const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /'(?:[^']|'')*'/y],
  // The body of a procedure.
  ['string', /\$\$[\s\S]*?\$\$/y],
  ['identifier', /"(?:[^"]|"")*"/y],
  ['symbol', /::|<>|<=|>=|!=|\|\|/y],
  ['parameter', /:[A-Za-z0-9_]+/y],
  ['word', /[A-Za-z_][A-Za-z0-9_$]*/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['symbol', /[^'"]/y],
];

/**
 * Splits SQL into tokens.
 * @throws SyntaxError when a quote is not closed
 */
export const tokenize = (sql: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const token = tokenAt(sql, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
};

const tokenAt = (sql: string, at: number): Token => {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return { kind, text };
  }
  throw new SyntaxError(`unterminated quote at ${JSON.stringify(sql.slice(at, at + 30))}`);
};

/** Whether a token is the given key word, in any case. */
export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === word;

/** Whether a token says something to the database. */
export const isSignificant = (token: Token): boolean => token.kind !== 'space' && token.kind !== 'comment';
