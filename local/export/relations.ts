import type { Window } from '../../lambdas/shared/domain/window';
import { columnsOf, tablesOf } from '../cli/catalog';
import { quoted } from '../warehouse/sql-text';
import type { QueryResult, Warehouse } from '../warehouse/warehouse';

/** A table or view as it is exported. */
export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly comment: string | null;
  readonly columns: readonly { name: string; type: string; comment: string | null }[];
  /** The column by which a window chooses rows; undefined where every row is taken. */
  readonly time: string | undefined;
}

/** Where runs work, and what the schema keeps of its own history: nothing to analyse. */
const isWorkTable = (name: string): boolean => name.startsWith('stage_') || name === 'schema_migrations';

/**
 * What places a row in time; of several the first counts. A rejected row may lack its hour, and has the date of its file
 * always.
 */
const TIMES = ['partition_date', 'measurement_datetime', 'period_start', 'local_date', 'measurement_date'];

/** The tables and views that an analyst reads, in the order of their names. */
export const relationsOf = async (warehouse: Warehouse): Promise<Relation[]> => {
  const tables = (await tablesOf(warehouse)).rows as [string, string, Relation['kind'], string | null][];
  const columns = (await columnsOf(warehouse)).rows as [string, string, string, string, string, string | null][];
  return tables
    .filter(([, name]) => !isWorkTable(name))
    .map(([schema, name, kind, comment]) => {
      const own = columns.filter((column) => column[0] === schema && column[1] === name);
      return {
        schema,
        name,
        kind,
        comment,
        columns: own.map(([, , column, type, , words]) => ({ name: column, type, comment: words })),
        time: TIMES.find((time) => own.some(([, , column]) => column === time)),
      };
    });
};

/**
 * The rows of a relation in the order of its columns, so that the same warehouse gives the same files. A window chooses
 * hours by their start in UTC, days by their date on the clock of the city.
 */
export const rowsOf = (
  warehouse: Warehouse,
  { schema, name, columns, time }: Relation,
  window: Window | undefined,
): Promise<QueryResult> => {
  const isChosen = window !== undefined && time !== undefined;
  const condition = isChosen
    ? `where ${quoted(time)} >= cast($1 as timestamp) and ${quoted(time)} < cast($2 as timestamp)`
    : '';
  return warehouse.query(
    `select * from ${quoted(schema, name)} ${condition} order by ${columns.map((_, at) => at + 1).join(', ')}`,
    isChosen ? [window.start.slice(0, -1), window.end.slice(0, -1)] : [],
  );
};
