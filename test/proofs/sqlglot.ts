import { join } from 'node:path';
import { runPython } from '../support/python';
import { kindOfUnread } from './redshift-grammar';

/** A statement as `parse_sql.py` reads it. */
export interface Statement {
  readonly kind: string;
  /** The parts that sqlglot kept as text, since it could not read them. */
  readonly unread: readonly string[];
  readonly placeholders: readonly string[];
  readonly unknownFunctions: readonly string[];
  readonly reservedNames: readonly string[];
  readonly schemas: readonly string[];
  /** The syntax tree without what only names the dialect. */
  readonly tree: string;
}

/** What sqlglot makes of a text: its statements, or the error that makes it no SQL of the dialect. */
export interface Reading {
  readonly error: string | null;
  readonly statements: readonly Statement[];
}

/** Reads each text in a dialect. */
export const readSql = async (texts: readonly string[], dialect: 'redshift' | 'spark' | 'duckdb'): Promise<Reading[]> =>
  (await runPython(
    join(__dirname, 'parse_sql.py'),
    texts.map((sql) => ({ sql, dialect })),
  )) as Reading[];

/**
 * The only statement of a text. sqlglot's unread text counts as a statement if it has Redshift's syntax.
 * @throws Error when it is not one statement that can be read
 */
export const onlyStatement = ({ error, statements }: Reading): Statement => {
  if (error !== null) throw new Error(error);
  const [statement, ...others] = statements;
  if (statement === undefined || others.length > 0) throw new Error(`it has ${statements.length} statements`);
  const [unread] = statement.unread;
  if (unread === undefined) return statement;
  const kind = kindOfUnread(unread);
  if (kind === undefined) throw new Error(`neither sqlglot nor redshift-grammar.ts can read: ${unread}`);
  return { ...statement, kind, placeholders: [...unread.matchAll(/:([a-z_]+)/g)].map(([, name = '']) => name) };
};
