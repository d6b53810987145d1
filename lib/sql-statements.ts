import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSchema } from '../lambdas/shared/domain/warehouse-schema';

/** Where the `.sql` files are: the one source for the state machine, the laptop and the tests. */
export const SQL_DIRECTORY = join(__dirname, '..', 'sql');

/** One statement of a file. */
export interface SqlStatement {
  readonly file: string;
  readonly sql: string;
}

/** Files of a directory under `sql/` that end with `.sql`, in the order in which they run. */
export const sqlFiles = (directory: string): string[] => {
  const files = readdirSync(join(SQL_DIRECTORY, directory)).filter((file) => file.endsWith('.sql'));
  if (files.length === 0) throw new Error(`No .sql files in ${join(SQL_DIRECTORY, directory)}`);
  return files.sort();
};

/** Reads the statements of a directory under `sql/` in order, rendered for a warehouse schema. */
export const readStatements = (directory: string, schema: string): SqlStatement[] =>
  sqlFiles(directory).map((file) => readStatement(join(directory, file), schema));

/** Lines that are comments: for whoever reads the files, and not for a state that holds the SQL of a batch twice. */
const COMMENT_LINES = /^ *--.*\n/gm;

/** Reads one statement of `sql/`, rendered for a warehouse schema, without the lines that are comments. */
export const readStatement = (file: string, schema: string): SqlStatement => ({
  file,
  sql: inSchema(readFileSync(join(SQL_DIRECTORY, file), 'utf8').replace(COMMENT_LINES, '').trim(), schema),
});

/** A Data API placeholder: `:name`, but neither a cast (`::date`) nor a time of day (`10:mi`). */
const PLACEHOLDER = /(?<![:\w]):([a-z_]+)\b/g;

/** Names of the placeholders of a statement, each once. */
export const placeholders = (sql: string): string[] => [
  ...new Set([...sql.matchAll(PLACEHOLDER)].map(([, name = '']) => name)),
];

/**
 * Renders a statement with placeholders as a `States.Format` call that gives the same statement with the values of the
 * run, each as an SQL string (docs/adr/0009-values-into-sql.md).
 *
 * @param paths JSONPath of each placeholder's value. The values must be free of quotes: PlanRun's schemas see to that.
 * @throws Error when placeholders and paths are not the same set
 */
export const toStatesFormat = ({ file, sql }: SqlStatement, paths: Readonly<Record<string, string>>): string => {
  const missing = placeholders(sql).filter((name) => paths[name] === undefined);
  const unused = Object.keys(paths).filter((name) => !placeholders(sql).includes(name));
  if (missing.length > 0) throw new Error(`${file} has placeholders without a value: ${missing.join(', ')}`);
  if (unused.length > 0) throw new Error(`${file} lacks the placeholders ${unused.join(', ')}`);
  const names: string[] = [];
  const template = escapeLiteral(sql).replace(PLACEHOLDER, (_, name: string) => {
    names.push(name);
    return "\\'{}\\'";
  });
  return `States.Format(${[`'${template}'`, ...names.map((name) => paths[name])].join(', ')})`;
};

/** A text as a value of `toStatesFormat`: a literal of an intrinsic function that holds the inside of an SQL string. */
export const toTextValue = (text: string): string => `'${escapeLiteral(text.replaceAll("'", "''"))}'`;

/** Escapes a text for a string literal of an intrinsic function: `'`, `{`, `}` and `\` are reserved there. */
const escapeLiteral = (value: string): string => value.replace(/['{}\\]/g, '\\$&');
