import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { readTables } from '../support/tables';
import { mistakesIn } from './mistakes';
import { GENERATED_VIEWS, withPollutants } from './pollutant-fields';
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
const TABLES = readTables();

/** The sources with a change in one file. The text to change must be there. */
const changed = (path: string, from: string, to: string): Sources => {
  const text = SOURCES[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  return { ...SOURCES, [path]: text.replace(from, to) };
};

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

  it.each(['view', 'dashboard'] as const)('includes every %s file in its model, named like its content', (kind) => {
    const { view, dashboard } = project.model;
    const contents =
      kind === 'view'
        ? Object.values(view).map(({ $name }) => $name)
        : Object.values(dashboard).map(([content]) => content.dashboard);
    const named = Object.keys(SOURCES).flatMap((path) => new RegExp(`(\\w+)\\.${kind}\\.\\w+$`).exec(path)?.[1] ?? []);

    expect(contents.sort()).toEqual(named.sort());
    for (const [{ dashboard }] of Object.values(project.model.dashboard)) expect(named.concat(dashboard)).toBeTruthy();
  });

  it('names only tables, columns, fields, views, filters and datagroups that exist', () => {
    expect(mistakesIn(project, TABLES)).toEqual([]);
  });

  it('names only constants of the manifest', () => {
    for (const text of Object.values(SOURCES)) expect(withConstants(project, text)).not.toMatch(/@\{/);
  });

  it('refreshes its caches when a run has loaded', () => {
    const { datagroup, persist_with } = project.model;

    expect(withConstants(project, datagroup[persist_with]?.sql_trigger ?? '').trim()).toBe(
      'SELECT MAX(loaded_at) FROM openaq.load_audit',
    );
    expect(TABLES.get('openaq.load_audit')).toContain('loaded_at');
  });

  it.each(GENERATED_VIEWS)("has in %s the fields of the lake's pollutants (UPDATE_DOCS=1 writes them)", (path) => {
    const text = withPollutants(path, SOURCES[path] ?? '');
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(LOOKER_DIRECTORY, path), text);
    else expect(SOURCES[path]).toBe(text);
  });

  it.each(POLLUTANT_NAMES)('gives %s a value, a mean, a maximum and a count, with unit and format', (pollutant) => {
    const { dimension, measure } = project.model.view['fact_measurements'] as Project['model']['view'][string];
    const inUnit = { label: expect.stringMatching(/\(ug\/m3\)$/), value_format_name: 'decimal_1' };

    expect(dimension[pollutant]).toMatchObject({ type: 'number', ...inUnit });
    expect(measure[`average_${pollutant}`]).toMatchObject({ type: 'average', sql: ` \${${pollutant}} `, ...inUnit });
    expect(measure[`max_${pollutant}`]).toMatchObject({ type: 'max', sql: ` \${${pollutant}} `, ...inUnit });
    expect(measure[`count_${pollutant}`]).toMatchObject({
      type: 'count',
      filters: { [pollutant]: 'NOT NULL' },
      value_format_name: 'decimal_0',
    });
  });
});

describe('the check of the LookML project', () => {
  const FACT = 'views/fact_measurements.view.lkml';
  const MODEL = 'models/openaq.model.lkml';
  const DASHBOARD = 'dashboards/pipeline_health.dashboard.lookml';
  const TEST = 'tests/openaq.lkml';

  it.each([
    [FACT, '@{schema}.fact_m', '@{schema}.fat_m', 'fact_measurements: no table openaq.fat_measurements in sql/schema'],
    [FACT, '${TABLE}.pm25', '${TABLE}.pm26', 'fact_measurements.pm25: openaq.fact_measurements has no column pm26'],
    [FACT, '24 * ${count_location_days}', '${days}', 'fact_measurements.completeness: no field fact_measurements.days'],
    [FACT, 'primary_key: yes', 'primary_key: no', 'fact_measurements: 0 primary keys'],
    [FACT, 'hidden: yes #', 'primary_key: yes #', 'fact_measurements: 2 primary keys'],
    [FACT, '[pm25: "NOT', '[pm2: "NOT', 'fact_measurements.count_pm25: no field fact_measurements.pm2'],
    [FACT, 'measurement_hour, pm25', 'hour, pm25', 'drill of fact_measurements.count: no field fact_measurements.hour'],
    [MODEL, 'join: dim_locations', 'join: locations', 'fact_measurements: no view locations'],
    [
      MODEL,
      '${dim_locations.loc',
      '${dim_locations.x_loc',
      'fact_measurements, join dim_locations: no field dim_locations.x_location_id',
    ],
    [MODEL, 'persist_with: load', 'persist_with: loads', 'model: no datagroup loads'],
    [MODEL, 'persist_with: five', 'persist_with: ten', 'load_audit: no datagroup ten_minutes'],
    [TEST, 'sorts: [fact_measurements.count', 'sorts: [count', 'hours_of_a_location_are_unique: no field count'],
    [TEST, '${load_audit.count}', '${load_audit.runs}', 'loads_reconcile: no field load_audit.runs'],
    [DASHBOARD, 'load_audit.requests', 'load_audit.calls', 'pipeline_health, runs: no field load_audit.calls'],
    [
      DASHBOARD,
      'pivots: [rejected_measurements.reason]',
      'pivots: [dim_locations.city]',
      'pipeline_health, rejected_by_reason: no field dim_locations.city',
    ],
    [DASHBOARD, 'listen: {Days:', 'listen: {Day:', 'pipeline_health, unreconciled_loads: no filter Day'],
    [DASHBOARD, 'width: 12', 'width: 13', 'pipeline_health, latest_hour: wider than the dashboard'],
  ])('finds, in %s, "%s" replaced by "%s"', async (path, from, to, mistake) => {
    expect(mistakesIn(await readProject(changed(path, from, to)), TABLES)).toContain(mistake);
  });

  it.each([
    [FACT, 'type: number', 'type: nummber', /expected one of \\?"string/],
    [FACT, 'sql_table_name', 'sql_tabel_name', /sql_tabel_name/],
    [FACT, 'convert_tz: no', 'convert_tz: yes', /convert_tz/],
    [FACT, 'description: "City', 'label: "City', /description/],
    [MODEL, 'relationship: many_to_one', '', /no relationship/],
    [MODEL, 'include: "/views/*', 'include: "/view/*', /"view"/],
  ])('refuses, in %s, "%s" replaced by "%s"', async (path, from, to, message) => {
    await expect(readProject(changed(path, from, to))).rejects.toThrow(message);
  });
});
