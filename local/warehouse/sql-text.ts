/** What SQL's own words are not in: strings, bodies of procedures, quoted names, comments. */
const QUOTED = /('(?:[^']|'')*'|\$\$[\s\S]*?\$\$|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/)/;

/**
 * Changes the words of a text of SQL, piece by piece; what is in quotes or comments stays.
 * @throws SyntaxError when a quote is not closed
 */
export const changeWords = (sql: string, change: (words: string) => string): string =>
  sql
    .split(QUOTED)
    .map((piece, index) => {
      // The odd pieces are those that the parenthesis of the pattern took.
      if (index % 2 === 1) return piece;
      const open = piece.search(/['"]/);
      if (open >= 0) throw new SyntaxError(`unterminated quote at ${JSON.stringify(piece.slice(open, open + 30))}`);
      return change(piece);
    })
    .join('');

/** The words alone, with a space for what is in quotes or comments. */
export const wordsOf = (sql: string): string =>
  sql
    .split(QUOTED)
    .map((piece, index) => (index % 2 === 1 ? ' ' : piece))
    .join('');

/**
 * The text with every quoted piece and every comment blotted out, character by character, so that a place in the one is
 * the same place in the other: what stood in quotes is all apostrophes, a comment is blank.
 */
export const blotted = (sql: string): string =>
  sql
    .split(QUOTED)
    .map((piece, index) => {
      if (index % 2 === 0) return piece;
      return (/^(?:--|\/\*)/.test(piece) ? ' ' : "'").repeat(piece.length);
    })
    .join('');

/** Where the parenthesis that opens at a place of a blotted text closes, or the end of a text in which it does not. */
export const closingOf = (blot: string, opening: number): number => {
  let depth = 0;
  for (let at = opening; at < blot.length; at += 1) {
    if (blot[at] === '(') depth += 1;
    if (blot[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return blot.length;
};

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as SQL takes it whatever is in it. */
export const quoted = (...names: readonly string[]): string =>
  names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
