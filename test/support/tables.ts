import { sqlFilesIn } from './sql-files';

/** Columns of each table of sql/schema, by `schema.table`. */
export type Tables = ReadonlyMap<string, ReadonlySet<string>>;

/** A line of a column: its name and a type, unlike a comment or a key. */
const COLUMN = /^ {2}(?!primary key|unique)([a-z_][a-z0-9_]*) [a-z]/gm;

/** A column that a later version added. */
const ADDED = /alter table ([\w.]+) add column (\w+)/g;

/** Reads the tables from the DDL that the state machine runs. */
export const readTables = (): Tables => {
  const tables = new Map<string, Set<string>>();
  for (const { text } of sqlFilesIn('schema')) {
    const [, table, body] = /^create table if not exists ([\w.]+) \(\n([\s\S]*?)^\)/m.exec(text) ?? [];
    if (table !== undefined && body !== undefined) {
      tables.set(table, new Set([...body.matchAll(COLUMN)].map(([, name = '']) => name)));
    }
    for (const [, changed = '', column = ''] of text.matchAll(ADDED)) tables.get(changed)?.add(column);
  }
  return tables;
};
