import type { QueryResult, Warehouse } from '../warehouse/warehouse';
import { nearNames } from './near-names';

/** Tables and views that are not the database's own. */
const OWN =
  "c.relkind in ('r', 'v') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_t%'";

const TABLES = `select n.nspname as schema, c.relname as "table", case c.relkind when 'v' then 'view' else 'table' end as kind,
         obj_description(c.oid, 'pg_class') as comment
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where ${OWN}
  order by 1, 2`;

/** Types as the schema's files write them. */
const TYPE = `replace(replace(replace(format_type(a.atttypid, a.atttypmod), 'character varying', 'varchar'),
              'timestamp without time zone', 'timestamp'), 'numeric', 'decimal')`;

const COLUMNS = `select n.nspname as schema, c.relname as "table", a.attname as "column", ${TYPE} as type,
         case when a.attnotnull then 'no' else 'yes' end as nullable, col_description(c.oid, a.attnum) as comment
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where ${OWN}
  order by 1, 2, a.attnum`;

/** A view comes after those that it reads. */
const VIEWS = `with recursive uses as (
    select distinct r.ev_class as view, d.refobjid as used
    from pg_rewrite r
    join pg_depend d on d.classid = cast('pg_rewrite' as regclass) and d.objid = r.oid
    where d.refclassid = cast('pg_class' as regclass) and d.refobjid <> r.ev_class
  ),
  depths as (
    select oid as view, 0 as depth from pg_class where relkind = 'v'
    union
    select uses.view, depths.depth + 1 from depths join uses on uses.used = depths.view
  )
  select n.nspname as schema, c.relname as "table", pg_get_viewdef(c.oid) as definition
  from depths
  join pg_class c on c.oid = depths.view
  join pg_namespace n on n.oid = c.relnamespace
  where ${OWN}
  group by c.oid, n.nspname, c.relname
  order by max(depths.depth), 1, 2`;

/** The select of every view, each after those that it reads. */
export const viewsOf = (warehouse: Warehouse): Promise<QueryResult> => warehouse.query(VIEWS);

/** Every table and view of the warehouse, with its comment. */
export const tablesOf = (warehouse: Warehouse): Promise<QueryResult> => warehouse.query(TABLES);

/** Every column of every table and view, with its table, type and comment. */
export const columnsOf = (warehouse: Warehouse): Promise<QueryResult> => warehouse.query(COLUMNS);

/** A table of the catalogue with its schema. */
export const fullName = ([schema, table]: readonly unknown[]): string => `${schema}.${table}`;

/** Tables whose name is near one that does not exist, with their schemas: `facts` of `openaq.fact_measurements`. */
export const nearTables = (given: string, tables: readonly (readonly unknown[])[]): string[] => {
  const [word = given] = given.split('.').slice(-1);
  const names = [...new Set(tables.map(([, table]) => String(table)))];
  const near = names.includes(word) ? [word] : nearNames(word, names);
  return near.flatMap((name) => tables.filter(([, table]) => table === name).map(fullName)).slice(0, 3);
};
