import type { QueryResult } from '../warehouse/warehouse';
import { QueryError, toAnswer } from './answer';
import { columnsOf, fullName, nearTables, tablesOf } from './catalog';
import type { QueryOptions } from './query-command';
import { readWarehouse } from './read-warehouse';

/** The answer without its first columns. */
const without = (count: number, { columns, rows }: QueryResult): QueryResult => ({
  columns: columns.slice(count),
  rows: rows.map((row) => row.slice(count)),
});

/** The columns of the one table that is meant. @throws QueryError naming the near ones */
const describe = (name: string, columns: QueryResult, tables: QueryResult): QueryResult => {
  const meant = tables.rows.filter((row) => [row[1], fullName(row)].includes(name)).map(fullName);
  const [table, another] = meant;
  if (table === undefined) {
    const near = nearTables(name, tables.rows);
    throw new QueryError(
      `there is no table ${name}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ': "npx openaq tables" lists them'}`,
    );
  }
  if (another !== undefined) throw new QueryError(`${name} is in more than one schema: ${meant.join(', ')}`);
  return without(2, { ...columns, rows: columns.rows.filter((row) => fullName(row) === table) });
};

/**
 * `openaq tables [name]`: lists the tables and views of the laptop's warehouse, or the columns of one, with their
 * comments.
 *
 * @throws LocalFolderError when there is no warehouse or a run is using it
 * @throws QueryError when there is no such table
 */
export const tablesCommand = (name: string | undefined, { dir, ...options }: QueryOptions): Promise<number> =>
  readWarehouse(dir, 'openaq tables', async (warehouse) => {
    const tables = await tablesOf(warehouse);
    const answer = name === undefined ? tables : describe(name, await columnsOf(warehouse), tables);
    process.stdout.write(`${toAnswer(answer, '', options, process.stdout.columns)}\n`);
    return 0;
  });
