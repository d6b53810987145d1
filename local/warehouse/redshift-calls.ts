import { datePartOf } from './date-parts';
import { blotted, closingOf } from './sql-text';
import { UntranslatableSqlError } from './untranslatable';

/** A call in the text: its name, its arguments as they stand, and what follows it. */
interface Call {
  readonly name: string;
  readonly parts: readonly string[];
  readonly rest: string;
}

/** What takes the place of the call, and what is left of the text behind it. */
interface Rewritten {
  readonly text: string;
  readonly rest: string;
}

/** Splits at commas that stand in no parenthesis and no quotes. */
const splitArguments = (text: string): string[] => {
  const blot = blotted(text);
  const commas: number[] = [];
  for (let at = 0; at < blot.length; at += 1) {
    if (blot[at] === '(') at = closingOf(blot, at);
    else if (blot[at] === ',') commas.push(at);
  }
  return [-1, ...commas].map((comma, index) => text.slice(comma + 1, commas[index]).trim());
};

const asFunction = (name: string, parts: readonly string[]): string => `${name}(${parts.join(', ')})`;

/** A part of a date is a word on Redshift, which would be a column on Postgres. */
const withDatePart = ({ name, parts: [part = '', ...others], rest }: Call): Rewritten => ({
  text: asFunction(name, [`'${datePartOf(part, name)}'`, ...others]),
  rest,
});

/** Whole seconds, unlike `date_part`: https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html */
const extract = ({ name, parts, rest }: Call): Rewritten => {
  const [, given, from] = /^(\w+|'\w+')(\s+from\b.*)$/is.exec(parts.join(', ')) ?? [];
  if (given === undefined) return { text: asFunction(name, parts), rest };
  const part = datePartOf(given, name);
  const text = `extract(${part}${from})`;
  return { text: part === 'second' ? `floor(${text})` : text, rest };
};

/** A null equals a null, as nowhere else: https://docs.aws.amazon.com/redshift/latest/dg/r_DECODE_expression.html */
const decode = ({ parts: [value = '', ...cases], rest }: Call): Rewritten => {
  if (cases.length < 2) {
    throw new UntranslatableSqlError('decode of a text', "Redshift's decode takes a value, searches and results");
  }
  const branches: string[] = [];
  for (let at = 0; at + 1 < cases.length; at += 2) {
    branches.push(`when (${value}) is not distinct from (${cases[at]}) then ${cases[at + 1]}`);
  }
  const otherwise = cases.length % 2 === 1 ? ` else ${cases.at(-1)}` : '';
  return { text: `case ${branches.join(' ')}${otherwise} end`, rest };
};

const nvl2 = ({ parts: [value, some, none], rest }: Call): Rewritten => ({
  text: `case when (${value}) is not null then ${some} else ${none} end`,
  rest,
});

/** The parenthesis that follows these words, and what follows that. */
const clauseAfter = (words: RegExp, text: string): { inside: string; rest: string } | undefined => {
  const blot = blotted(text);
  const found = words.exec(blot);
  if (found === null) return undefined;
  const closing = closingOf(blot, found[0].length - 1);
  return { inside: text.slice(found[0].length, closing), rest: text.slice(closing + 1) };
};

/** Postgres has the order of an aggregate within its parenthesis, and that of a window within the window. */
const listagg = ({ parts, rest }: Call): Rewritten => {
  const group = clauseAfter(/^\s*within\s+group\s*\(/i, rest);
  const window = clauseAfter(/^\s*over\s*\(/i, group?.rest ?? rest);
  const order = group === undefined ? '' : ` ${group.inside.trim()}`;
  if (window === undefined) return { text: `listagg(${parts.join(', ')}${order})`, rest: group?.rest ?? rest };
  const frame = order && `${order} rows between unbounded preceding and unbounded following`;
  return {
    text: `${asFunction('listagg', parts)} over (${`${window.inside.trim()}${frame}`.trim()})`,
    rest: window.rest,
  };
};

const REWRITERS: Readonly<Record<string, (call: Call) => Rewritten>> = {
  dateadd: withDatePart,
  datediff: withDatePart,
  date_part: withDatePart,
  extract,
  nvl: ({ parts, rest }) => ({ text: asFunction('coalesce', parts), rest }),
  nvl2,
  decode,
  listagg,
};

const CALL = new RegExp(`(?<![\\w.'])(${Object.keys(REWRITERS).join('|')})\\s*\\(`, 'gi');

/**
 * Writes the calls of Redshift's functions that no function of Postgres can be: those with a bare word as an argument,
 * with a clause of their own, or with arguments of any type. The others are in redshift-functions.sql.
 * @throws UntranslatableSqlError naming the call
 */
export const rewriteCalls = (sql: string): string => {
  const found = [...blotted(sql).matchAll(CALL)];
  // From the last to the first, so that an inner call is written before the one around it, and no place moves.
  return found.reduceRight((text, { 0: head, 1: name = '', index }) => {
    const opening = index + head.length - 1;
    const closing = closingOf(blotted(text), opening);
    if (closing === text.length) return text;
    const parts = splitArguments(text.slice(opening + 1, closing));
    const call = { name: name.toLowerCase(), parts, rest: text.slice(closing + 1) };
    const rewritten = REWRITERS[call.name]?.(call);
    return rewritten === undefined ? text : text.slice(0, index) + rewritten.text + rewritten.rest;
  }, sql);
};
