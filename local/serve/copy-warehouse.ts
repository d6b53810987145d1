import { columnsOf, tablesOf, viewsOf } from '../cli/catalog';
import type { Engine } from '../warehouse/engine';
import { installRedshiftFunctions } from '../warehouse/redshift-functions';
import { literal, quoted } from '../warehouse/sql-text';
import { type Warehouse, warehouseOn } from '../warehouse/warehouse';

/** What was copied. */
export interface CopiedWarehouse {
  readonly schemas: readonly string[];
  readonly tables: number;
  readonly views: number;
  readonly rows: number;
}

/** A row of the catalogue: texts, the comment alone may be null. */
type Row = [string, string, string, string, string, string | null];

const commentOn = (what: string, comment: string | null): string[] =>
  comment === null ? [] : [`comment on ${what} is ${literal(comment)}`];

/**
 * Copies the schemas of a warehouse as they stand into an empty database: tables with their rows, views, comments, and
 * Redshift's functions. Defaults, identities and limits of length stay behind: nobody writes there.
 */
export const copyWarehouse = async (source: Warehouse, target: Engine): Promise<CopiedWarehouse> => {
  const relations = (await tablesOf(source)).rows as Row[];
  const columns = (await columnsOf(source)).rows as Row[];
  const views = (await viewsOf(source)).rows as Row[];
  const tables = relations.filter(([, , kind]) => kind === 'table');
  const schemas = [...new Set(relations.map(([schema]) => schema))];

  await target.transact(async (session) => {
    await installRedshiftFunctions(session);
    for (const schema of schemas) await session.run(`create schema if not exists ${quoted(schema)}`);
    for (const [schema, table] of tables) {
      const definitions = columns
        .filter((column) => column[0] === schema && column[1] === table)
        .map(([, , column, type, nullable]) => `${quoted(column)} ${type}${nullable === 'no' ? ' not null' : ''}`);
      await session.run(`create table ${quoted(schema, table)} (${definitions.join(', ')})`);
    }
  });

  let rows = 0;
  for (const [schema, table] of tables) {
    const answer = await source.query(`select * from ${quoted(schema, table)}`);
    const names = answer.columns.map(({ name }) => name);
    await warehouseOn(target).write(`${schema}.${table}`, names, answer.rows, []);
    rows += answer.rows.length;
  }

  await target.transact(async (session) => {
    for (const [schema, view, definition] of views) {
      await session.run(`create view ${quoted(schema, view)} as ${definition}`);
    }
    const sentences = [
      ...relations.flatMap(([schema, name, kind, comment]) => commentOn(`${kind} ${quoted(schema, name)}`, comment)),
      ...columns.flatMap(([schema, table, column, , , comment]) =>
        commentOn(`column ${quoted(schema, table, column)}`, comment),
      ),
    ];
    for (const sentence of sentences) await session.run(sentence);
    await session.run('analyze');
  });
  return { schemas, tables: tables.length, views: views.length, rows };
};
