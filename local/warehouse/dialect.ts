import { rewriteCalls } from './redshift-calls';
import { rewriteTop } from './select-top';
import { changeWords, wordsOf } from './sql-text';
import { UntranslatableSqlError } from './untranslatable';

const STATEMENT =
  /^(?:select|with|insert|update|delete|lock|create|drop|grant|revoke|alter|call|show|explain|comment|analyze)$/;

/** Redshift has them, Postgres has them, and they differ. */
const REFUSED_STATEMENTS: Readonly<Record<string, string>> = {
  copy: 'it reads from S3, use Warehouse.write',
  unload: 'it writes to S3',
  truncate: 'it commits the transaction on Redshift, use delete',
  merge: 'its rules for duplicates and identity columns differ, use delete and insert',
};

/**
 * What is refused by name, with the other form: what Postgres would accept and Redshift would not, so that a green run on
 * the laptop would prove nothing, and what Redshift alone has.
 */
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
  qualify: 'Postgres lacks it, write the window in a subquery and its condition in where',
  pivot: 'Postgres lacks it, write a case for each column',
  unpivot: 'Postgres lacks it, write a union all of the columns',
  references: 'Redshift does not enforce it and Postgres would',
};

type Rule = readonly [pattern: RegExp, replacement: string];

/** The begin of the transaction, as on Redshift: https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html */
const SYSDATE: Rule = [/\bsysdate\b/gi, "timezone('UTC', transaction_timestamp())"];

/** An exact count is within any error that an approximate one may have. */
const APPROXIMATE: Rule = [/\bapproximate\s+(?=(?:count|percentile_disc)\s*\()/gi, ''];

const COLUMNS_OF_TABLE = /^\s*create\s+(?:temp\s+)?table\s+(?:if\s+not\s+exists\s+)?[\w.]+\s*\(/i;
const TABLE_RULES: readonly Rule[] = [
  [/\s*\bdiststyle\s+\w+/gi, ''],
  [/\s*\b(?:distkey|sortkey)\s*\([^)]*\)/gi, ''],
  [/,\s*(?:primary\s+key|unique)\s*\([^)]*\)/gi, ''],
  [/\s+(?:primary\s+key|unique)\b/gi, ''],
  // It refuses given values on Redshift, hence `always`.
  [/\bidentity\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)/gi, 'generated always as identity (start with $1 increment by $2)'],
  [/(\w+)(\s+varchar\s*\(\s*(\d+)\s*\))/gi, '$1$2 constraint $1_at_most_$3_bytes check (octet_length($1) <= $3)'],
];

const CREATE_USER = /^\s*create\s+user\b/i;
/** A disabled password is a null one, and Postgres has dropped `nocreateuser` as a synonym. */
const USER_RULES: readonly Rule[] = [
  [/\bpassword\s+disable\b/gi, 'password null'],
  [/\bnocreateuser\b/gi, 'nosuperuser'],
];

const refuse = (words: string): void => {
  const statement = /\w+/.exec(words)?.[0].toLowerCase() ?? '';
  if (!STATEMENT.test(statement)) {
    throw new UntranslatableSqlError(
      statement.toUpperCase() || 'an empty statement',
      REFUSED_STATEMENTS[statement] ?? 'unknown statement',
    );
  }
  if (/;\s*\S/.test(words)) {
    throw new UntranslatableSqlError('a second statement', 'the Data API takes one statement in each text');
  }
  for (const [word] of words.toLowerCase().matchAll(/\w+/g)) {
    const reason = REFUSED_WORDS[word];
    if (reason !== undefined) throw new UntranslatableSqlError(word, reason);
  }
};

/**
 * Translates one statement of Redshift's SQL into Postgres's: what `sql/` says and what analysts type
 * (docs/local-runner-support.md lists it); Postgres refuses the rest.
 *
 * `distkey`, `sortkey` and `diststyle` go, since one laptop has nothing to distribute. Primary keys and unique
 * constraints go as well: Redshift does not enforce them, and an enforced one would hide exactly the duplicates that
 * the load and its check must deal with themselves. A `varchar(n)` gets the limit in bytes that Redshift has.
 * @throws UntranslatableSqlError naming what cannot be translated
 * @throws SyntaxError when a quote is not closed
 */
export const toPostgres = (sql: string): string => {
  const words = wordsOf(sql);
  refuse(words);
  const rules = [
    SYSDATE,
    APPROXIMATE,
    ...(COLUMNS_OF_TABLE.test(words) ? TABLE_RULES : []),
    ...(CREATE_USER.test(words) ? USER_RULES : []),
  ];
  return changeWords(rewriteTop(rewriteCalls(sql)), (piece) =>
    rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), piece),
  );
};
