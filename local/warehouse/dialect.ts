import { translateTable } from './table-dialect';
import { isSignificant, isWord, type Token, tokenize } from './tokens';

/** The SQL is fine on Redshift but has no Postgres counterpart here, or would mean something else there. */
export class UntranslatableSqlError extends Error {
  override readonly name = 'UntranslatableSqlError' as const;
  constructor(construct: string, reason: string) {
    super(`${construct} cannot run on the local warehouse: ${reason}`);
  }
}

const STATEMENTS = [
  'select',
  'with',
  'insert',
  'update',
  'delete',
  'lock',
  'create',
  'drop',
  'grant',
  'revoke',
  'alter',
  'call',
  'show',
  'explain',
];

/** Redshift has them, Postgres has them, and they differ. */
const REFUSED_STATEMENTS: Readonly<Record<string, string>> = {
  copy: 'it reads from S3, use Warehouse.write',
  unload: 'it writes to S3',
  truncate: 'it commits the transaction on Redshift, use delete',
  merge: 'its rules for duplicates and identity columns differ, use delete and insert',
};

/** Postgres would accept these and Redshift would not, so that a green run on the laptop would prove nothing. */
const REFUSED_WORDS: Readonly<Record<string, string>> = {
  current_timestamp: 'Redshift has it on the leader node only, use getdate()',
  localtimestamp: 'Redshift has it on the leader node only, use getdate()',
  now: 'Redshift has it on the leader node only, use getdate()',
  generate_series: 'Redshift has it on the leader node only',
  string_agg: 'Redshift has listagg only',
  array_agg: 'Redshift has no arrays',
  conflict: 'Redshift has no on conflict',
  returning: 'Redshift has no returning',
  filter: 'Redshift has no filter (where), use case',
};

/** Whole seconds, the session is in UTC, and the clock is that of the statement, as on Redshift. */
const GETDATE = "date_trunc('second', timezone('UTC', statement_timestamp()))";

const tokensOf = (text: string): Token => ({ kind: 'symbol', text });

/** Replaces the functions of Redshift that Postgres lacks. */
const translateFunctions = (tokens: readonly Token[]): Token[] => {
  const translated: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (isWord(token, 'getdate') && tokens[at + 1]?.text === '(' && tokens[at + 2]?.text === ')') {
      translated.push(tokensOf(GETDATE));
      at += 2;
    } else if (isWord(token, 'sysdate')) {
      translated.push(tokensOf("timezone('UTC', transaction_timestamp())"));
    } else {
      translated.push(token);
    }
  }
  return translated;
};

/** `create user`: a disabled password is a null one, and Postgres has dropped `nocreateuser` as a synonym. */
const translateUser = (sql: string): string =>
  sql.replace(/\bpassword\s+disable\b/i, 'password null').replace(/\bnocreateuser\b/i, 'nosuperuser');

const refuse = (tokens: readonly Token[]): void => {
  const statement = tokens.find(isSignificant)?.text.toLowerCase() ?? '';
  const reason = REFUSED_STATEMENTS[statement];
  if (reason !== undefined) throw new UntranslatableSqlError(statement.toUpperCase(), reason);
  if (!STATEMENTS.includes(statement)) {
    throw new UntranslatableSqlError(
      statement === '' ? 'an empty statement' : statement.toUpperCase(),
      'unknown statement',
    );
  }
  const end = tokens.findIndex((token) => token.text === ';');
  if (end >= 0 && tokens.slice(end + 1).some(isSignificant)) {
    throw new UntranslatableSqlError('a second statement', 'the Data API takes one statement in each text');
  }
  for (const token of tokens) {
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    const why = REFUSED_WORDS[word];
    if (why !== undefined) throw new UntranslatableSqlError(word, why);
  }
};

/**
 * Translates one statement of Redshift's SQL into Postgres's.
 *
 * `distkey`, `sortkey`, `diststyle` and `encode` go, since one laptop has nothing to distribute. Primary keys, unique
 * and foreign keys go as well: Redshift does not enforce them, and an enforced one would hide exactly the duplicates
 * that the load and its check must deal with themselves. A `varchar(n)` gets the limit in bytes that Redshift has.
 * @throws UntranslatableSqlError naming what cannot be translated
 */
export const toPostgres = (sql: string): string => {
  const tokens = tokenize(sql);
  refuse(tokens);
  const [verb, ...rest] = tokens.filter(isSignificant);
  if (isWord(verb, 'create')) {
    const isTable = rest.slice(0, 2).some((token) => isWord(token, 'table'));
    if (isTable) return translateTable(translateFunctions(tokens.filter(isSignificant)));
    if (isWord(rest[0], 'user')) return translateUser(sql);
  }
  return translateFunctions(tokens)
    .map((token) => token.text)
    .join('');
};
