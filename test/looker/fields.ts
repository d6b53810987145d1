import type { Explore, View } from './lookml';
import type { Project } from './project';

/** Names of all fields of a view; a dimension group has one for each timeframe. */
export const fieldNames = (view: View): string[] => [
  ...Object.keys(view.dimension),
  ...Object.entries(view.dimension_group).flatMap(([group, { timeframes }]) =>
    timeframes.map((timeframe) => `${group}_${timeframe}`),
  ),
  ...Object.keys(view.measure),
];

/** Every `view.field` that a query of an explore may name. */
export const fieldsOfExplore = ({ model }: Project, explore: Explore): ReadonlySet<string> =>
  new Set(
    viewsOf(explore).flatMap((name) => {
      const view = model.view[name];
      return view === undefined ? [] : fieldNames(view).map((field) => `${name}.${field}`);
    }),
  );

/** Every piece of SQL of a view, with the field that it belongs to. */
export const sqlOfView = (view: View): [field: string, sql: string][] =>
  [
    ...Object.values(view.dimension).flatMap((field) =>
      [field.sql, field.sql_latitude, field.sql_longitude].map((sql) => [field.$name, sql] as const),
    ),
    ...Object.values(view.dimension_group).map((field) => [field.$name, field.sql] as const),
    ...Object.values(view.measure).map((field) => [field.$name, field.sql] as const),
  ].flatMap(([name, sql]) => (sql === undefined ? [] : [[name, sql]]));

/** Views of an explore: its own, then the joined ones. */
export const viewsOf = (explore: Explore): string[] => [explore.$name, ...Object.keys(explore.join)];

/** Columns that SQL names as `${TABLE}.column`. */
export const columnsIn = (sql: string): string[] =>
  [...sql.matchAll(/\$\{TABLE\}\.(\w+)/g)].map(([, name = '']) => name);

/** Fields that SQL or an expression names as `${field}` or `${view.field}`, with the view. */
export const referencesIn = (sql: string, view = ''): string[] =>
  [...sql.matchAll(/\$\{(?!TABLE\})([\w.]+)\}/g)].map(([, name = '']) =>
    name.includes('.') ? name : `${view}.${name}`,
  );

/** Fields that the HTML of a field takes values from. */
export const valuesIn = (html = ''): string[] =>
  [...html.matchAll(/\{\{ (\w+)\._value \}\}/g)].map(([, name = '']) => name);
