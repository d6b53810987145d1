import type { Tables } from '../support/tables';
import { columnsIn, fieldNames, fieldsOfExplore, referencesIn, sqlOfView } from './fields';
import type { Dashboard, DataTest, Explore, View } from './lookml';
import { type Project, withConstants } from './project';

const GRID_COLUMNS = 24;

const unknown = (place: string, names: Iterable<string>, known: ReadonlySet<string>): string[] =>
  [...names].filter((name) => !known.has(name)).map((name) => `${place}: no field ${name}`);

const mistakesOfView = (project: Project, tables: Tables, view: View): string[] => {
  const table = withConstants(project, view.sql_table_name).trim();
  const columns = tables.get(table);
  const keys = Object.values(view.dimension).filter((dimension) => dimension.primary_key);
  const own = new Set(fieldNames(view).map((field) => `${view.$name}.${field}`));
  const drilled = Object.values(view.measure).flatMap(({ $name, drill_fields = [] }) =>
    drill_fields.map((field) => [$name, field.includes('.') ? field : `${view.$name}.${field}`] as const),
  );
  const reachable = new Set(
    Object.values(project.model.explore)
      .filter((explore) => explore.$name === view.$name)
      .flatMap((explore) => [...fieldsOfExplore(project, explore)]),
  );
  return [
    ...(columns === undefined ? [`${view.$name}: no table ${table} in sql/schema`] : []),
    ...(keys.length === 1 ? [] : [`${view.$name}: ${keys.length} primary keys`]),
    ...sqlOfView(view).flatMap(([field, sql]) => [
      ...columnsIn(sql)
        .filter((column) => columns?.has(column) === false)
        .map((column) => `${view.$name}.${field}: ${table} has no column ${column}`),
      ...unknown(`${view.$name}.${field}`, referencesIn(sql, view.$name), own),
    ]),
    ...Object.values(view.measure).flatMap(({ $name, filters = {} }) =>
      unknown(
        `${view.$name}.${$name}`,
        Object.keys(filters).map((name) => `${view.$name}.${name}`),
        own,
      ),
    ),
    ...drilled.flatMap(([measure, field]) => unknown(`drill of ${view.$name}.${measure}`, [field], reachable)),
  ];
};

const mistakesOfExplore = (project: Project, explore: Explore): string[] => {
  const { view, datagroup } = project.model;
  const views = [explore.$name, ...Object.keys(explore.join)];
  const fields = fieldsOfExplore(project, explore);
  return [
    ...views.filter((name) => view[name] === undefined).map((name) => `${explore.$name}: no view ${name}`),
    ...Object.values(explore.join).flatMap((join) =>
      unknown(`${explore.$name}, join ${join.$name}`, referencesIn(join.sql_on), fields),
    ),
    ...(explore.persist_with === undefined || explore.persist_with in datagroup
      ? []
      : [`${explore.$name}: no datagroup ${explore.persist_with}`]),
  ];
};

const mistakesOfTest = (project: Project, test: DataTest): string[] =>
  Object.values(test.explore_source).flatMap((source) => {
    const explore = project.model.explore[source.$name];
    if (explore === undefined) return [`${test.$name}: no explore ${source.$name}`];
    const selected = Object.values(source.column).map(({ field }) => field);
    const filtered = Object.keys(source.filters ?? {});
    const asserted = Object.values(test.assert).flatMap(({ expression }) => referencesIn(expression));
    return [
      ...unknown(test.$name, [...selected, ...filtered], fieldsOfExplore(project, explore)),
      ...unknown(test.$name, [...asserted, ...Object.keys(source.sorts ?? {})], new Set(selected)),
    ];
  });

const mistakesOfDashboard = (project: Project, dashboard: Dashboard): string[] => {
  const { explore: explores } = project.model;
  const fieldsOf = (name = ''): ReadonlySet<string> => {
    const explore = explores[name];
    return explore === undefined ? new Set() : fieldsOfExplore(project, explore);
  };
  const filterNames = dashboard.filters.map(({ name }) => name);
  const filters = dashboard.filters
    .filter(({ type }) => type === 'field_filter')
    .flatMap(({ name, explore, field = '' }) =>
      unknown(`${dashboard.dashboard}, filter ${name}`, [field], fieldsOf(explore)),
    );
  const tiles = dashboard.elements.flatMap((tile) => {
    const place = `${dashboard.dashboard}, ${tile.name}`;
    const used = [...tile.fields, ...Object.keys(tile.filters), ...Object.values(tile.listen)];
    const shown = [...tile.pivots, ...tile.fill_fields, ...tile.sorts.map((sort) => sort.replace(/ (desc|asc)$/, ''))];
    return [
      ...unknown(place, used, fieldsOf(tile.explore)),
      ...unknown(place, shown, new Set(tile.fields)),
      ...Object.keys(tile.listen)
        .filter((name) => !filterNames.includes(name))
        .map((name) => `${place}: no filter ${name}`),
      ...(tile.col + tile.width > GRID_COLUMNS ? [`${place}: wider than the dashboard`] : []),
    ];
  });
  return [...filters, ...tiles];
};

/** What Looker's validator would refuse: names that resolve to nothing, and what makes Looker count wrongly. */
export const mistakesIn = (project: Project, tables: Tables): string[] => {
  const { view, explore, test, dashboard, persist_with, datagroup } = project.model;
  return [
    ...(persist_with in datagroup ? [] : [`model: no datagroup ${persist_with}`]),
    ...Object.values(view).flatMap((each) => mistakesOfView(project, tables, each)),
    ...Object.values(explore).flatMap((each) => mistakesOfExplore(project, each)),
    ...Object.values(test).flatMap((each) => mistakesOfTest(project, each)),
    ...Object.values(dashboard).flatMap(([each]) => mistakesOfDashboard(project, each)),
  ];
};
