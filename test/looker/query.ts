import type { Measure, View } from './lookml';
import { type Project, withConstants } from './project';

/** The SQL around a measure's expression. A condition stands in front, as Looker puts a filtered measure. */
const AGGREGATES: Readonly<Record<Measure['type'], (sql: string) => string>> = {
  count: (sql) => `COUNT(${sql})`,
  count_distinct: (sql) => `COUNT(DISTINCT ${sql})`,
  sum: (sql) => `COALESCE(SUM(${sql}), 0)`,
  average: (sql) => `AVG(${sql})`,
  max: (sql) => `MAX(${sql})`,
  number: (sql) => sql,
  date_time: (sql) => sql,
};

const NOT_NULL = 'NOT NULL';

/**
 * The Redshift expression that Looker makes of a field, as far as this project goes: references, constants, aggregates,
 * the filter NOT NULL, and of the timeframes `raw` and `date`. A position gives its latitude.
 */
const expressionOf = (project: Project, view: View, name: string): string => {
  const expand = (sql = ''): string =>
    withConstants(project, sql)
      .replaceAll('${TABLE}', view.$name)
      .replace(/\$\{(\w+)\}/g, (_, reference: string) => expressionOf(project, view, reference))
      .trim();
  const dimension = view.dimension[name];
  if (dimension !== undefined) return `(${expand(dimension.sql ?? dimension.sql_latitude)})`;
  const measure = view.measure[name];
  if (measure !== undefined) return expressionOfMeasure(measure, expand);
  const [, group = '', timeframe] = /^(\w+)_(raw|date)$/.exec(name) ?? [];
  const raw = expand(view.dimension_group[group]?.sql);
  if (raw === '') throw new Error(`${view.$name}.${name} is not a field that this can express`);
  return timeframe === 'date' ? `DATE(${raw})` : `(${raw})`;
};

const expressionOfMeasure = (measure: Measure, expand: (sql?: string) => string): string => {
  const conditions = Object.entries(measure.filters ?? {}).map(([dimension, filter]) => {
    if (filter !== NOT_NULL)
      throw new Error(`${measure.$name}: the filter ${String(filter)} is not one of these tests`);
    return `${expand(`\${${dimension}}`)} IS NOT NULL`;
  });
  const value = measure.sql === undefined ? '1' : expand(measure.sql);
  const filtered = conditions.length === 0 ? value : `CASE WHEN ${conditions.join(' AND ')} THEN ${value} END`;
  return `(${AGGREGATES[measure.type](filtered)})`;
};

/** A query for some fields of one view, without grouping. */
export const queryOf = (project: Project, view: View, names: readonly string[], where = 'true'): string =>
  `SELECT ${names.map((name) => expressionOf(project, view, name)).join(', ')}
   FROM ${withConstants(project, view.sql_table_name).trim()} AS ${view.$name} WHERE ${where}`;
