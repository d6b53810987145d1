import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Relation, readRelations } from '../docs/dictionary-page';
import { useWarehouse } from '../support/test-warehouse';
import { columnViews, idleExceptions } from './column-views';
import { mistakesIn, type Tables } from './mistakes';
import {
  LOOKER_DIRECTORY,
  type Project,
  readProject,
  readSources,
  type Sources,
  unparsedFiles,
  withConstants,
} from './project';

const SOURCES = readSources();

/** The sources with a change in one file. The text to change must be there. */
const changed = (path: string, from: string, to: string): Sources => {
  const text = SOURCES[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  return { ...SOURCES, [path]: text.replace(from, to) };
};

/** Writes the generated views anew, without those of which the table is gone. */
const writeColumnViews = (relations: readonly Relation[]): void => {
  rmSync(join(LOOKER_DIRECTORY, 'columns'), { recursive: true, force: true });
  mkdirSync(join(LOOKER_DIRECTORY, 'columns'));
  for (const [path, text] of Object.entries(columnViews(relations))) writeFileSync(join(LOOKER_DIRECTORY, path), text);
};

const warehouse = useWarehouse();
let relations: Relation[];
let tables: Tables;
beforeAll(async () => {
  relations = await readRelations(warehouse());
  if (process.env['UPDATE_DOCS'] === '1') writeColumnViews(relations);
  tables = new Map(
    relations.map(({ name, columns }) => [`openaq.${name}`, new Set(columns.map((column) => column.name))]),
  );
});

describe('the LookML project', () => {
  let project: Project;
  beforeAll(async () => {
    project = await readProject();
  });

  it('parses', async () => {
    expect(await unparsedFiles(SOURCES)).toEqual([]);
  });

  it.each(Object.keys(SOURCES))('is parsed with %s: a syntax error there is found', async (path) => {
    const broken = { ...SOURCES, [path]: `${SOURCES[path]}\n}}: [` };

    expect(await unparsedFiles(broken)).toEqual([path]);
  });

  it('has a field for each column that analysts read, as the warehouse describes it (UPDATE_DOCS=1 writes them)', () => {
    const written = Object.entries(readSources()).filter(([path]) => path.startsWith('columns/'));
    expect(Object.fromEntries(written)).toEqual(columnViews(relations));
    expect(idleExceptions(relations)).toEqual([]);
  });

  it('says nothing else of a column: what refines its field neither describes it anew nor reads another', () => {
    const columns = new Map(relations.map(({ name, columns }) => [name, columns]));
    for (const { $name, dimension } of Object.values(project.model.view)) {
      for (const { name, meaning } of columns.get($name) ?? []) {
        if (name in dimension) {
          expect([$name, dimension[name]?.description]).toEqual([$name, meaning]);
          expect(dimension[name]?.sql?.trim()).toBe(`\${TABLE}.${name}`);
        }
      }
    }
  });

  it('includes the file of every view and dashboard in its model, named like its content', () => {
    const named = (folder: string): string[] =>
      Object.keys(SOURCES).flatMap((path) => new RegExp(`^${folder}/(\\w+)\\.`).exec(path)?.[1] ?? []);
    const { view, dashboard } = project.model;

    expect(Object.keys(view).sort()).toEqual(named('columns').sort());
    expect(Object.values(dashboard).map(([content]) => content.dashboard)).toEqual(named('dashboards'));
  });

  it.each(Object.keys(SOURCES).filter((path) => path.startsWith('views/')))('has in %s what its name says', (path) => {
    const [, name = ''] = /(\w+)\.view\.lkml$/.exec(path) ?? [];
    const begin =
      `columns/${name}.view.lkml` in SOURCES ? `view: +${name} {` : `view: ${name} {\n  extension: required\n`;

    expect(SOURCES[path]).toContain(begin);
  });

  it('names only tables, columns, fields, views, filters and datagroups that exist', () => {
    expect(mistakesIn(project, tables)).toEqual([]);
  });

  it('names only constants of the manifest', () => {
    for (const text of Object.values(SOURCES)) expect(withConstants(project, text)).not.toMatch(/@\{/);
  });

  it('converts no time: a city has its own time zone, in a column', () => {
    for (const text of Object.values(SOURCES)) expect(text).not.toMatch(/convert_timezone|Asia\//i);
  });

  it('refreshes its caches when a run has loaded', () => {
    const { datagroup, persist_with } = project.model;

    expect(withConstants(project, datagroup[persist_with]?.sql_trigger ?? '').trim()).toBe(
      'SELECT MAX(loaded_at) FROM openaq.load_audit',
    );
    expect(tables.get('openaq.load_audit')).toContain('loaded_at');
  });

  it('gives every number that a measure shows its format and, where it is not a count, its unit', () => {
    const measures = Object.values(project.model.view).flatMap(({ measure }) => Object.values(measure));

    for (const { $name, type, label, value_format_name, sql = '' } of measures) {
      if (type !== 'string') expect([$name, value_format_name]).not.toContain(undefined);
      if (/_ug_m3\}/.test(sql)) expect(label).toMatch(/\(ug\/m3\)$/);
      if (/_percent\}/.test(sql) || value_format_name === 'percent_1') expect(label).toMatch(/\(%\)$/);
    }
  });

  it('says of each mean what it averages', () => {
    const measures = Object.values(project.model.view).flatMap(({ measure }) => Object.values(measure));
    const means = measures.filter(({ type, label }) => type === 'average' || /\bmean\b/i.test(label ?? ''));

    expect(means.length).toBeGreaterThan(5);
    for (const { label } of means) expect(label).toMatch(/ of (hours|station days|station years|city days|runs)\b/);
  });
});

describe('the check of the LookML project', () => {
  const COLUMNS = 'columns/station_days.view.lkml';
  const VIEW = 'views/station_days.view.lkml';
  const MODEL = 'models/openaq.model.lkml';
  const DAYS = 'explores/days.explore.lkml';
  const AIR = 'dashboards/air_quality.dashboard.lookml';
  const DASHBOARD = 'dashboards/pipeline.dashboard.lookml';
  const TEST = 'tests/openaq.lkml';

  it.each([
    [COLUMNS, '@{schema}.station', '@{schema}.stetion', 'station_days: no table openaq.stetion_days in sql/schema'],
    [COLUMNS, '${TABLE}.hours', '${TABLE}.hour', 'station_days.hours: openaq.station_days has no column hour'],
    [VIEW, '|| ${city}', '|| ${town}', 'station_days.station_day: no field station_days.town'],
    [VIEW, 'primary_key: yes', 'primary_key: no', 'station_days: 0 primary keys'],
    [VIEW, 'hidden: yes #', 'primary_key: yes #', 'station_days: 2 primary keys'],
    [VIEW, '[is_complete: "yes"]', '[is_whole: "yes"]', 'station_days.count_complete: no field station_days.is_whole'],
    [VIEW, 'local_date, hours', 'day, hours', 'drill of station_days.count: no field station_days.day'],
    [
      'views/aqi_measures.view.lkml',
      '{{ worst_colour.',
      '{{ colours.',
      'city_aqi_days.max_aqi: no field city_aqi_days.colours',
    ],
    [
      'views/dim_pollutants.view.lkml',
      'order_by_field: pos',
      'order_by_field: com',
      'dim_pollutants.pollutant_name: no field dim_pollutants.comition',
    ],
    [DAYS, 'join: dim_locations', 'join: locations', 'hourly_values: no view locations'],
    [
      DAYS,
      '${dim_locations.loc',
      '${dim_locations.x_loc',
      'hourly_values, join dim_locations: no field dim_locations.x_location_id',
    ],
    [MODEL, 'persist_with: load', 'persist_with: loads', 'model: no datagroup loads'],
    [
      'explores/pipeline.explore.lkml',
      'persist_with: five',
      'persist_with: ten',
      'load_audit: no datagroup ten_minutes',
    ],
    [DAYS, '[hourly_values.pollutant', '[hourly_values.substance', 'hourly_values: no field hourly_values.substance'],
    [MODEL, 'include: "/columns/*', 'include: "/column/*', 'hourly_values: no view hourly_values'],
    [MODEL, 'include: "/views/*', 'include: "/view/*', 'station_days: 0 primary keys'],
    [
      'explores/indices.explore.lkml',
      'explore: aqi_breakpoints',
      'explore: city_days',
      'aqi_breakpoints: in no explore',
    ],
    [TEST, 'sorts: [hourly_values.count', 'sorts: [count', 'hours_of_a_station_are_unique: no field count'],
    [TEST, '${load_audit.count}', '${load_audit.runs}', 'loads_reconcile: no field load_audit.runs'],
    [DASHBOARD, 'load_audit.requests', 'load_audit.calls', 'pipeline, runs: no field load_audit.calls'],
    [
      DASHBOARD,
      'pivots: [rejected_measurements.reason]',
      'pivots: [dim_locations.city]',
      'pipeline, rejected_by_reason: no field dim_locations.city',
    ],
    [DASHBOARD, 'listen: {Days:', 'listen: {Day:', 'pipeline, unreconciled_loads: no filter Day'],
    [DASHBOARD, 'width: 12', 'width: 13', 'pipeline, latest_hour: wider than the dashboard'],
    [DASHBOARD, 'col: 6', 'col: 5', 'pipeline, hours_since_load: covers unreconciled_loads'],
    [
      AIR,
      'city_days.pollutant: pm25',
      "city_days.stations: ''",
      'air_quality, pm25_by_day: says nothing of city_days.pollutant',
    ],
  ])('finds, in %s, "%s" replaced by "%s"', async (path, from, to, mistake) => {
    expect(mistakesIn(await readProject(changed(path, from, to)), tables)).toContain(mistake);
  });

  it.each([
    [COLUMNS, 'type: number', 'type: nummber', /expected one of \\?"string/],
    [COLUMNS, 'sql_table_name', 'sql_tabel_name', /sql_tabel_name/],
    [COLUMNS, 'convert_tz: no', 'convert_tz: yes', /convert_tz/],
    [COLUMNS, 'description: "Loc', 'label: "Loc', /description/],
    [DAYS, 'relationship: many_to_one', '', /no relationship/],
  ])('refuses, in %s, "%s" replaced by "%s"', async (path, from, to, message) => {
    await expect(readProject(changed(path, from, to))).rejects.toThrow(message);
  });
});
