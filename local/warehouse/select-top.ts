import { blotted, closingOf } from './sql-text';
import { UntranslatableSqlError } from './untranslatable';

const TOP = /(?<![\w.'])(select)\s+top\s+(\d+)\b/gi;

/** Words that a limit may not join: they stand in the same query as `top`, in no parenthesis. */
const NO_LIMIT = /\b(?:union|intersect|except|minus|limit|fetch)\b/i;

/** The text with what is in parentheses left out. */
const outermost = (blot: string): string => {
  let text = '';
  for (let at = 0; at < blot.length; at += 1) {
    if (blot[at] === '(') at = closingOf(blot, at);
    else text += blot[at];
  }
  return text;
};

/** Where the query ends that a place is in: at the parenthesis around it, at a semicolon, or with the text. */
const endOf = (blot: string, start: number): number => {
  for (let at = start; at < blot.length; at += 1) {
    if (blot[at] === '(') at = closingOf(blot, at);
    else if (blot[at] === ')' || blot[at] === ';') return at;
  }
  return blot.length;
};

/** Where the query begins that a place is in: behind the parenthesis around it, or with the text. */
const beginOf = (blot: string, start: number): number => {
  let depth = 0;
  for (let at = start - 1; at >= 0; at -= 1) {
    if (blot[at] === ')') depth += 1;
    if (blot[at] === '(') depth -= 1;
    if (depth < 0) return at + 1;
  }
  return 0;
};

/**
 * Writes `select top n` as `limit n` at the end of the same query, which is the same on Redshift
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_list.html).
 * @throws UntranslatableSqlError where the limit would be that of another query: in a union, or with a limit of its own
 */
export const rewriteTop = (sql: string): string =>
  [...blotted(sql).matchAll(TOP)].reduceRight((text, { 0: head, 1: select = '', 2: count, index }) => {
    const blot = blotted(text);
    const behind = index + head.length;
    const end = endOf(blot, behind);
    if (NO_LIMIT.test(outermost(blot.slice(beginOf(blot, index), end)))) {
      throw new UntranslatableSqlError(
        `select top ${count} in a query with union, intersect, except or limit`,
        `write limit ${count} at the end of a query in parentheses of its own`,
      );
    }
    const last = behind + blot.slice(behind, end).trimEnd().length;
    return `${text.slice(0, index)}${select}${text.slice(behind, last)} limit ${count}${text.slice(last)}`;
  }, sql);
