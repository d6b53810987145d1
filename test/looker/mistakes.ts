import { type Dashboard, type Tile, tilesOf } from './dashboards';
import { columnsIn, fieldNames, fieldsOfExplore, referencesIn, sqlOfView, valuesIn, viewsOf } from './fields';
import type { DataTest, Explore, View } from './lookml';
import { type Project, withConstants } from './project';

/** Names of the columns of each table and view, by `schema.table`. */
export type Tables = ReadonlyMap<string, ReadonlySet<string>>;

const GRID_COLUMNS = 24;

const unknown = (place: string, names: Iterable<string>, known: ReadonlySet<string>): string[] =>
  [...names].filter((name) => !known.has(name)).map((name) => `${place}: no field ${name}`);

const mistakesOfView = (project: Project, tables: Tables, view: View): string[] => {
  const table = withConstants(project, view.sql_table_name).trim();
  const columns = tables.get(table);
  const keys = Object.values(view.dimension).filter((dimension) => dimension.primary_key);
  const own = new Set(fieldNames(view).map((field) => `${view.$name}.${field}`));
  const within = (place: string, names: readonly string[]): string[] =>
    unknown(
      `${view.$name}.${place}`,
      names.map((name) => `${view.$name}.${name}`),
      own,
    );
  const drilled = Object.values(view.measure).flatMap(({ $name, drill_fields = [] }) =>
    drill_fields.map((field) => [$name, field.includes('.') ? field : `${view.$name}.${field}`] as const),
  );
  const explores = Object.values(project.model.explore);
  const reachable = new Set(
    explores
      .filter((explore) => explore.$name === view.$name)
      .flatMap((explore) => [...fieldsOfExplore(project, explore)]),
  );
  return [
    ...(columns === undefined ? [`${view.$name}: no table ${table} in sql/schema`] : []),
    ...(explores.some((explore) => viewsOf(explore).includes(view.$name)) ? [] : [`${view.$name}: in no explore`]),
    ...(keys.length === 1 ? [] : [`${view.$name}: ${keys.length} primary keys`]),
    ...sqlOfView(view).flatMap(([field, sql]) => [
      ...columnsIn(sql)
        .filter((column) => columns?.has(column) === false)
        .map((column) => `${view.$name}.${field}: ${table} has no column ${column}`),
      ...unknown(`${view.$name}.${field}`, referencesIn(sql, view.$name), own),
    ]),
    ...Object.values(view.dimension).flatMap(({ $name, order_by_field: order }) =>
      within($name, order === undefined ? [] : [order]),
    ),
    ...Object.values(view.measure).flatMap(({ $name, html, filters = {} }) =>
      within($name, [...Object.keys(filters), ...valuesIn(html)]),
    ),
    ...drilled.flatMap(([measure, field]) => unknown(`drill of ${view.$name}.${measure}`, [field], reachable)),
  ];
};

const mistakesOfExplore = (project: Project, explore: Explore): string[] => {
  const { view, datagroup } = project.model;
  const fields = fieldsOfExplore(project, explore);
  return [
    ...viewsOf(explore)
      .filter((name) => view[name] === undefined)
      .map((name) => `${explore.$name}: no view ${name}`),
    ...Object.values(explore.join).flatMap((join) =>
      unknown(`${explore.$name}, join ${join.$name}`, referencesIn(join.sql_on), fields),
    ),
    ...unknown(explore.$name, Object.keys(explore.always_filter?.filters ?? {}), fields),
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

const mistakesOfTile = (
  { model }: Project,
  dashboard: Dashboard,
  tile: Tile,
  fields: ReadonlySet<string>,
): string[] => {
  const place = `${dashboard.dashboard}, ${tile.name}`;
  const filterNames = dashboard.filters.map(({ name }) => name);
  const used = [...tile.fields, ...Object.keys(tile.filters), ...Object.values(tile.listen)];
  const shown = [...tile.pivots, ...tile.fill_fields, ...tile.sorts.map((sort) => sort.replace(/ (desc|asc)$/, ''))];
  const asked = Object.keys(model.explore[tile.explore]?.always_filter?.filters ?? {});
  return [
    ...unknown(place, used, fields),
    ...unknown(place, shown, new Set(tile.fields)),
    ...asked.filter((field) => !(field in tile.filters)).map((field) => `${place}: says nothing of ${field}`),
    ...Object.keys(tile.listen)
      .filter((name) => !filterNames.includes(name))
      .map((name) => `${place}: no filter ${name}`),
  ];
};

const mistakesOfDashboard = (project: Project, dashboard: Dashboard): string[] => {
  const { explore: explores } = project.model;
  const fieldsOf = (name = ''): ReadonlySet<string> => {
    const explore = explores[name];
    return explore === undefined ? new Set() : fieldsOfExplore(project, explore);
  };
  const filters = dashboard.filters
    .filter(({ type }) => type === 'field_filter')
    .flatMap(({ name, explore, field = '' }) =>
      unknown(`${dashboard.dashboard}, filter ${name}`, [field], fieldsOf(explore)),
    );
  const { elements } = dashboard;
  const overlaps = elements.flatMap((one, index) =>
    elements
      .slice(index + 1)
      .filter(
        (other) =>
          one.row < other.row + other.height &&
          other.row < one.row + one.height &&
          one.col < other.col + other.width &&
          other.col < one.col + one.width,
      )
      .map((other) => `${dashboard.dashboard}, ${one.name}: covers ${other.name}`),
  );
  return [
    ...filters,
    ...tilesOf(dashboard).flatMap((tile) => mistakesOfTile(project, dashboard, tile, fieldsOf(tile.explore))),
    ...elements
      .filter((element) => element.col + element.width > GRID_COLUMNS)
      .map((element) => `${dashboard.dashboard}, ${element.name}: wider than the dashboard`),
    ...overlaps,
  ];
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
