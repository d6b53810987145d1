import { viewsOf } from './fields';
import type { Explore, Measure, TIMEFRAMES, View } from './lookml';
import { type Project, withConstants } from './project';

/** The SQL around a measure's expression. A condition stands within, as Looker puts a filtered measure. */
const AGGREGATES: Readonly<Record<Measure['type'], (sql: string) => string>> = {
  count: (sql) => `COUNT(${sql})`,
  count_distinct: (sql) => `COUNT(DISTINCT ${sql})`,
  sum: (sql) => `COALESCE(SUM(${sql}), 0)`,
  average: (sql) => `AVG(${sql})`,
  max: (sql) => `MAX(${sql})`,
  min: (sql) => `MIN(${sql})`,
  number: (sql) => sql,
  string: (sql) => sql,
};

/** The SQL around the expression of a time. */
const TIMES: Readonly<Record<(typeof TIMEFRAMES)[number], (sql: string) => string>> = {
  raw: (sql) => `(${sql})`,
  time: (sql) => `TO_CHAR(${sql}, 'YYYY-MM-DD HH24:MI:SS')`,
  hour: (sql) => `TO_CHAR(DATE_TRUNC('hour', ${sql}), 'YYYY-MM-DD HH24')`,
  hour_of_day: (sql) => `CAST(EXTRACT(hour FROM ${sql}) AS INTEGER)`,
  date: (sql) => `DATE(${sql})`,
  day_of_week: (sql) => `TRIM(TO_CHAR(${sql}, 'Day'))`,
  day_of_month: (sql) => `CAST(EXTRACT(day FROM ${sql}) AS INTEGER)`,
  week: (sql) => `TO_CHAR(DATE_TRUNC('week', ${sql}), 'YYYY-MM-DD')`,
  month: (sql) => `TO_CHAR(DATE_TRUNC('month', ${sql}), 'YYYY-MM')`,
  year: (sql) => `CAST(EXTRACT(year FROM ${sql}) AS INTEGER)`,
};

const viewOf = (project: Project, name: string): View => {
  const view = project.model.view[name];
  if (view === undefined) throw new Error(`there is no view ${name}`);
  return view;
};

/** The SQL with fields and constants put in place of their references. */
const expand = (project: Project, sql = '', view = ''): string =>
  withConstants(project, sql)
    .replaceAll('${TABLE}', view)
    .replace(/\$\{([\w.]+)\}/g, (_, name: string) =>
      expressionOf(project, name.includes('.') ? name : `${view}.${name}`),
    )
    .trim();

/** Looker's filter expressions, as far as this project has them. @throws Error naming another */
const conditionOf = (project: Project, field: string, filter: string): string => {
  const [view = '', name = ''] = field.split('.');
  const type = viewOf(project, view).dimension[name]?.type;
  const sql = expressionOf(project, field);
  if (filter === '') return 'TRUE';
  if (filter === 'NOT NULL') return `${sql} IS NOT NULL`;
  if (type === 'yesno' && /^(yes|no)$/i.test(filter)) return filter.toLowerCase() === 'yes' ? sql : `NOT ${sql}`;
  if (type === 'number' && /^\d+$/.test(filter)) return `${sql} = ${filter}`;
  if (type === 'string' && /^[\w: ]+$/.test(filter)) return `${sql} = '${filter}'`;
  throw new Error(`${field}: the filter ${filter} is not one of these tests`);
};

const expressionOfMeasure = (project: Project, view: string, { type, sql, filters = {} }: Measure): string => {
  const conditions = Object.entries(filters).map(([name, filter]) =>
    conditionOf(project, `${view}.${name}`, String(filter)),
  );
  const value = sql === undefined ? '1' : expand(project, sql, view);
  const filtered = conditions.length === 0 ? value : `CASE WHEN ${conditions.join(' AND ')} THEN ${value} END`;
  return `(${AGGREGATES[type](filtered)})`;
};

/** The Redshift expression that Looker makes of `view.field`. A position gives its latitude and longitude as a text. */
const expressionOf = (project: Project, field: string): string => {
  const [name = '', field_ = ''] = field.split('.');
  const view = viewOf(project, name);
  const { [field_]: dimension } = view.dimension;
  if (dimension?.type === 'location') {
    const [latitude, longitude] = [dimension.sql_latitude, dimension.sql_longitude].map((sql) =>
      expand(project, sql, name),
    );
    return `(CAST(${latitude} AS VARCHAR) || ',' || CAST(${longitude} AS VARCHAR))`;
  }
  if (dimension !== undefined) return `(${expand(project, dimension.sql, name)})`;
  const { [field_]: measure } = view.measure;
  if (measure !== undefined) return expressionOfMeasure(project, name, measure);
  for (const [group, { sql, timeframes }] of Object.entries(view.dimension_group)) {
    const timeframe = timeframes.find((each) => field_ === `${group}_${each}`);
    if (timeframe !== undefined) return TIMES[timeframe](expand(project, sql, name));
  }
  throw new Error(`there is no field ${field}`);
};

const isMeasure = (project: Project, field: string): boolean => {
  const [view = '', name = ''] = field.split('.');
  return name in viewOf(project, view).measure;
};

/** What a query asks, by `view.field`. */
export interface Question {
  readonly fields: readonly string[];
  readonly filters?: Readonly<Record<string, string>>;
}

/** The query that Looker makes of some fields of an explore: joins, filters, and a row for each set of dimensions. */
export const queryOf = (project: Project, explore: Explore, { fields, filters = {} }: Question): string => {
  const tableOf = (name: string): string =>
    `${withConstants(project, viewOf(project, name).sql_table_name).trim()} AS ${name}`;
  const [base = '', ...joined] = viewsOf(explore);
  const joins = joined.map(
    (name) => `LEFT JOIN ${tableOf(name)} ON ${expand(project, explore.join[name]?.sql_on ?? '')}`,
  );
  const conditions = Object.entries(filters).map(([field, filter]) => conditionOf(project, field, filter));
  const dimensions = fields.flatMap((field, index) => (isMeasure(project, field) ? [] : [index + 1]));
  return [
    `SELECT ${fields.map((field, index) => `${expressionOf(project, field)} AS field_${index + 1}`).join(', ')}`,
    `FROM ${tableOf(base)}`,
    ...joins,
    `WHERE ${['TRUE', ...conditions].join(' AND ')}`,
    ...(dimensions.length === 0 ? [] : [`GROUP BY ${dimensions.join(', ')}`]),
  ].join('\n');
};
