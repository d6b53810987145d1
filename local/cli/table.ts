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

/**
 * Draws a table in time proportional to its cells. No cell holds a character that steers the terminal or ends the line;
 * null is shown as `-`.
 */
export const drawTable = (headings: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const cells = [headings, ...rows].map((row) =>
    row.map((value) => (value === null ? '-' : toPrintableLine(String(value)))),
  );
  const widths = headings.map(() => 0);
  for (const row of cells) {
    for (const [column, text] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(text));
  }
  const border = (left: string, middle: string, right: string) =>
    `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`;
  const [heading = '', ...lines] = cells.map(
    (row) => `│ ${row.map((text, column) => text + ' '.repeat((widths[column] ?? 0) - widthOf(text))).join(' │ ')} │`,
  );
  return [border('┌', '┬', '┐'), heading, border('├', '┼', '┤'), ...lines, border('└', '┴', '┘')].join('\n');
};
