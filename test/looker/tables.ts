import { sqlFilesIn } from '../support/sql-files';

/** Columns of each table of sql/schema, by `schema.table`. */
export type Tables = ReadonlyMap<string, ReadonlySet<string>>;

/** A line of a column: its name and a type, unlike a comment or a key. */
const COLUMN = /^ {2}(?!primary key|unique)([a-z_][a-z0-9_]*) [a-z]/gm;

/** Reads the tables from the DDL that the state machine runs. */
export const readTables = (): Tables =>
  new Map(
    sqlFilesIn('schema').flatMap(({ text }) => {
      const [, table, body] = /^create table if not exists ([\w.]+) \(\n([\s\S]*?)^\)/m.exec(text) ?? [];
      if (table === undefined || body === undefined) return [];
      return [[table, new Set([...body.matchAll(COLUMN)].map(([, name = '']) => name))] as const];
    }),
  );
