import type { Warehouse } from '../warehouse/warehouse';
import { columnsOf, nearTables, tablesOf } from './catalog';
import { nearNames } from './near-names';

/** What Postgres says of a statement that it cannot answer. */
export interface DatabaseMistake {
  readonly message: string;
  readonly code?: string;
  readonly hint?: string;
}

const UNKNOWN_TABLE = '42P01';
const UNKNOWN_COLUMN = '42703';

/** `relation "x.y" does not exist`, `column "x" does not exist`, `column t.x does not exist` */
const unknownIn = (message: string): string | undefined => /^\w+ "?(.+?)"? does not exist$/.exec(message)?.[1];

/** Columns of the tables that the statement names; of all where it names none. */
const candidates = async (warehouse: Warehouse, sql: string): Promise<string[]> => {
  const words = new Set(sql.match(/\w+/g));
  const { rows } = await columnsOf(warehouse);
  const named = rows.filter(([, table]) => words.has(String(table)));
  return [...new Set((named.length > 0 ? named : rows).map(([, , column]) => String(column)))];
};

/**
 * The names that an unknown table or column may mean, the likeliest first; none for another mistake. Postgres itself
 * knows the columns that are in reach of the place.
 */
export const meantBy = async (mistake: DatabaseMistake, sql: string, warehouse: Warehouse): Promise<string[]> => {
  const unknown = unknownIn(mistake.message);
  if (unknown === undefined) return [];
  if (mistake.code === UNKNOWN_TABLE) return nearTables(unknown, (await tablesOf(warehouse)).rows);
  if (mistake.code !== UNKNOWN_COLUMN) return [];
  const [word = unknown] = unknown.split('.').slice(-1);
  const hinted = [...(mistake.hint ?? '').matchAll(/"(?:[^".]+\.)?([^"]+)"/g)].map(([, name = '']) => name);
  const near = nearNames(word, await candidates(warehouse, sql));
  return [...new Set([...hinted, ...near])].filter((name) => name !== word).slice(0, 3);
};
