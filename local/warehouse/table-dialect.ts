import { isWord, type Token } from './tokens';

/** Attributes of a table and of a column that only a cluster needs, with the number of words that follow. */
const CLUSTER_ATTRIBUTES: Readonly<Record<string, number>> = {
  diststyle: 1,
  distkey: 0,
  sortkey: 0,
  compound: 0,
  interleaved: 0,
  encode: 1,
  backup: 1,
};

const CONSTRAINTS = ['primary', 'unique', 'foreign', 'references'];

const textOf = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join(' ');

/** The index after the parenthesis that closes the one at `open`. */
const afterParenthesis = (tokens: readonly Token[], open: number): number => {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new SyntaxError('a parenthesis of create table is not closed');
};

/** The definitions between the parentheses of `create table`, split at their commas. */
const definitionsIn = (body: readonly Token[]): Token[][] => {
  const definitions: Token[][] = [[]];
  let depth = 0;
  for (const token of body) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ',' && depth === 0) definitions.push([]);
    else definitions.at(-1)?.push(token);
  }
  return definitions;
};

/** Removes the attributes of a cluster. */
const withoutClusterAttributes = (tokens: readonly Token[]): Token[] => {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const words = token.kind === 'word' ? CLUSTER_ATTRIBUTES[token.text.toLowerCase()] : undefined;
    if (words === undefined) kept.push(token);
    else if (tokens[at + 1]?.text === '(') at = afterParenthesis(tokens, at + 1) - 1;
    else at += words;
  }
  return kept;
};

/** `identity(1, 1)` refuses given values on Redshift, hence `generated always`. */
const identityOf = (tokens: readonly Token[]): string => {
  const [start, step] = tokens.filter((token) => token.kind === 'number').map((token) => token.text);
  return `generated always as identity (start with ${start} increment by ${step})`;
};

/** One column: its informational constraints dropped, its identity and the width in bytes of a varchar expressed. */
const translateColumn = (definition: readonly Token[]): string => {
  const tokens = withoutClusterAttributes(definition);
  const parts: string[] = [];
  const name = tokens[0]?.text ?? '';
  let bytes: string | undefined;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const hasArguments = tokens[at + 1]?.text === '(';
    if (at > 0 && isWord(token, 'identity') && hasArguments) {
      const end = afterParenthesis(tokens, at + 1);
      parts.push(identityOf(tokens.slice(at, end)));
      at = end - 1;
    } else if (at > 0 && token.kind === 'word' && CONSTRAINTS.includes(token.text.toLowerCase())) {
      if (isWord(tokens[at + 1], 'key')) at += 1;
    } else {
      if (isWord(token, 'varchar') && hasArguments) bytes = tokens[at + 2]?.text;
      parts.push(token.text);
    }
  }
  if (bytes !== undefined) {
    parts.push(`constraint ${name}_at_most_${bytes}_bytes check (octet_length(${name}) <= ${bytes})`);
  }
  return parts.join(' ');
};

const isColumn = (definition: readonly Token[]): boolean => {
  const [first] = definition;
  return !(first?.kind === 'word' && [...CONSTRAINTS, 'constraint'].includes(first.text.toLowerCase()));
};

/** `create table`, with a list of columns or with `as`, from significant tokens. */
export const translateTable = (tokens: readonly Token[]): string => {
  const as = tokens.findIndex((token) => isWord(token, 'as'));
  if (as >= 0) return textOf([...withoutClusterAttributes(tokens.slice(0, as)), ...tokens.slice(as)]);
  const open = tokens.findIndex((token) => token.text === '(');
  const close = afterParenthesis(tokens, open);
  const columns = definitionsIn(tokens.slice(open + 1, close - 1))
    .filter(isColumn)
    .map(translateColumn);
  return `${textOf(tokens.slice(0, open))} (${columns.join(', ')}) ${textOf(withoutClusterAttributes(tokens.slice(close)))}`;
};
