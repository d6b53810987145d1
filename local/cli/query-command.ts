import { existsSync } from 'node:fs';
import { LocalFolderError, localFolder, lockFolder } from '../folder/folder';
import { toPostgres } from '../warehouse/dialect';
import { openWarehouse, type QueryResult, StatementFailedError } from '../warehouse/warehouse';
import { toJsonLine, toPrintableLine } from './printable';
import { drawTable } from './table';

/** Options of `openaq query`. */
export interface QueryOptions {
  readonly dir: string;
  readonly json?: boolean;
}

/** The statement cannot be answered. The message is one line. */
class QueryError extends Error {
  override readonly name = 'QueryError';
}

/** Where in the text the database stopped. It speaks of the translated statement, whose words are mostly the same. */
const placeOf = (sql: string, position: number): string => {
  const translated = toPostgres(sql);
  const before = translated.slice(0, position - 1).split('\n');
  const word = /^\S{1,40}/.exec(translated.slice(position - 1))?.[0];
  if (translated !== sql) return word === undefined ? '' : `, at ${word}`;
  return ` (line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1})`;
};

const asOneLine = (sql: string, error: unknown): QueryError => {
  const cause = error instanceof StatementFailedError ? error.cause : error;
  const { message, position } = cause as Error & { position?: string };
  const place = position === undefined ? '' : placeOf(sql, Number(position));
  return new QueryError(`${toPrintableLine(message)}${place}`, { cause });
};

/** Rows as objects; a name that two columns share could only keep one of them. @throws QueryError */
const toObjects = (names: readonly string[], rows: QueryResult['rows']): Record<string, unknown>[] => {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new QueryError(`two columns are named ${twice}: with --json give each a name of its own, by "as"`);
  }
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
};

/**
 * `openaq query "<sql>" --local`: reads the laptop's warehouse; a statement that would write is refused by the database.
 *
 * @throws LocalFolderError when there is no warehouse or a run is using it
 * @throws QueryError in one line
 */
export const queryCommand = async (sql: string, { dir, json }: QueryOptions): Promise<number> => {
  const folder = localFolder(dir);
  if (!existsSync(folder.warehouse)) {
    throw new LocalFolderError(`${folder.warehouse} holds no warehouse yet: run "npx openaq local" first`);
  }
  const unlock = await lockFolder(folder, 'openaq query');
  try {
    const warehouse = await openWarehouse(folder.warehouse);
    try {
      const { columns, rows } = await warehouse.query(sql).catch((error: unknown) => {
        throw asOneLine(sql, error);
      });
      const names = columns.map(({ name }) => name);
      process.stdout.write(`${json ? toJsonLine(toObjects(names, rows)) : drawTable(names, rows)}\n`);
      return 0;
    } finally {
      await warehouse.close();
    }
  } finally {
    unlock();
  }
};
