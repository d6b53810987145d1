import { toPrintableLine } from './printable';

/** Letters and signs that take two columns of a terminal, by Unicode's East Asian Width, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Signs that take no column: accents that stand alone, joiners, variation selectors. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

const PLAIN = /^[\x20-\x7e]*$/;

/** The columns of a terminal that a text takes. */
const widthOf = (text: string): number =>
  PLAIN.test(text)
    ? text.length
    : [...text].reduce((width, sign) => width + (NO_WIDTH.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1), 0);

const padded = (text: string, width: number): string => text + ' '.repeat(width - widthOf(text));

/** A value as a cell shows it: in one line, null as `-`. */
const toCell = (value: unknown): string => (value === null ? '-' : toPrintableLine(String(value)));

/** Below this a column is not readable any more: a date takes as much. */
const NARROWEST = 10;

/**
 * Widths within `available` in all: what is narrow keeps its width, the wide ones share the rest.
 * @returns undefined when a column would be too narrow to read
 */
const fitted = (widths: readonly number[], available: number): number[] | undefined => {
  let rest = available;
  let limit = 0;
  const ascending = [...widths].sort((one, other) => one - other);
  for (const [index, width] of ascending.entries()) {
    limit = Math.floor(rest / (ascending.length - index));
    if (width > limit) break;
    rest -= width;
    limit = width;
  }
  return limit < NARROWEST && widths.some((width) => width > limit)
    ? undefined
    : widths.map((width) => Math.min(width, limit));
};

/** Words, each with what it may be broken behind: spaces, and what joins the parts of names and dates. */
const WORDS = /[^\s_,/-]*[\s_,/-]+|[^\s_,/-]+/g;

/** The lines that a text takes in a column, broken between words where one fits, else within them. */
export const wrapped = (text: string, width: number): string[] => {
  if (widthOf(text) <= width) return [text];
  const lines = [''];
  const add = (piece: string): void => {
    const line = lines.at(-1) ?? '';
    if (widthOf((line + piece).trimEnd()) <= width) lines[lines.length - 1] = line + piece;
    else if (widthOf(piece.trimEnd()) <= width) lines.push(piece);
    else for (const sign of piece) add(sign);
  };
  for (const [word] of text.matchAll(WORDS)) add(word);
  return lines.map((line) => line.trimEnd()).filter((line, index) => index === 0 || line !== '');
};

/** The lines of a sentence, broken at spaces alone: a path or an address that is too long stays whole, to be copied. */
export const filled = (text: string, width: number): string[] => {
  const lines = [''];
  for (const [word] of text.matchAll(/\S+\s*|\s+/g)) {
    const line = (lines.at(-1) ?? '') + word;
    if (lines.at(-1) === '' || widthOf(line.trimEnd()) <= width) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
};

/**
 * Draws a row after the other, a line for each column, as psql's expanded display does: for rows that are too wide for a
 * table.
 */
export const drawRecords = (headings: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const names = headings.map(toCell);
  const width = Math.max(0, ...names.map(widthOf));
  return rows
    .flatMap((row, index) => [
      `── row ${index + 1} ──`,
      ...row.map((value, column) => `${padded(names[column] ?? '', width)} │ ${toCell(value)}`),
    ])
    .join('\n');
};

/**
 * Draws a table in time proportional to its cells. No cell holds a character that steers the terminal or ends the line;
 * null is shown as `-`. What does not fit into `width` goes on in the next line of its cell; where even that cannot be
 * read, the rows are drawn as records.
 */
export const drawTable = (
  headings: readonly string[],
  rows: readonly (readonly unknown[])[],
  width = Number.POSITIVE_INFINITY,
): string => {
  const cells = [headings, ...rows].map((row) => row.map(toCell));
  const natural = headings.map(() => 0);
  for (const row of cells) {
    for (const [column, text] of row.entries()) natural[column] = Math.max(natural[column] ?? 0, widthOf(text));
  }
  const available = width - 3 * headings.length - 1;
  const isNarrow = natural.reduce((sum, own) => sum + own, 0) <= available;
  const widths = isNarrow ? natural : fitted(natural, available);
  if (widths === undefined) return drawRecords(headings, rows);
  const border = (left: string, middle: string, right: string) =>
    `${left}${widths.map((own) => '─'.repeat(own + 2)).join(middle)}${right}`;
  const lineOf = (row: readonly string[]) =>
    `│ ${row.map((text, column) => padded(text, widths[column] ?? 0)).join(' │ ')} │`;
  const linesOf = (row: readonly string[]): string[] => {
    if (isNarrow) return [lineOf(row)];
    const pieces = row.map((text, column) => wrapped(text, widths[column] ?? 0));
    const height = Math.max(...pieces.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => lineOf(pieces.map((piece) => piece[line] ?? '')));
  };
  const [heading = [], ...body] = cells.map(linesOf);
  return [border('┌', '┬', '┐'), ...heading, border('├', '┼', '┤'), ...body.flat(), border('└', '┴', '┘')].join('\n');
};
