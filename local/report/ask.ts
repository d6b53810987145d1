import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from '../../lambdas/shared/domain/city';
import { inSchema } from '../../lambdas/shared/domain/warehouse-schema';
import type { Window } from '../../lambdas/shared/domain/window';
import type { QueryResult, Warehouse } from '../warehouse/warehouse';
import { type Extent, extentOf, ROW_LENGTHS } from './extent';
import { DEFINITIONS, ofSession, sharedViews } from './shared-views';

/** What a report is about. */
export interface ReportScope {
  /** The warehouse's schema. */
  readonly schema: string;
  readonly cities: readonly City[];
  readonly window: Window;
}

/** A row as the warehouse gives it: decimals, counts and times as text. */
export type Row = Readonly<Record<string, unknown>>;

/** What is asked once it is known what is drawn. */
const QUESTIONS = {
  days: '20_days',
  hoursOfDays: '15_hours_of_days',
  limits: '30_limits',
  limitDays: '32_limit_days',
  limitYears: '34_limit_years',
  aqiScale: '40_aqi_scale',
  stations: '50_stations',
  rejected: '60_rejected',
  audit: '70_audit',
} as const;

type Topic = keyof typeof QUESTIONS;

const TOPICS = Object.keys(QUESTIONS) as Topic[];

/** What the lines are drawn from beside the days. */
const POINTS: Readonly<Record<Extent['step'], string | undefined>> = {
  hour: '10_hours',
  day: undefined,
  month: '12_months',
};

/** The answers to the questions of `sql/report`, by what they tell of; `points` are of the lines' step. */
export type Answers = Readonly<Record<Topic | 'cities' | 'points', readonly Row[]>> & {
  readonly extent: Extent;
};

const SQL_DIRECTORY = join(__dirname, '../../sql/report');

type Values = Readonly<Record<string, string>>;

/** Puts `$1`, `$2`, ... in place of the named parameters of a statement. */
const bind = (sql: string, values: Values) => {
  const parameters: string[] = [];
  const bound = sql.replace(/(?<![:\w]):([a-z_]+)\b/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`A question of the report has no value for ${name}`);
    return `$${parameters.push(values[name])}`;
  });
  return { sql: bound, parameters };
};

const questionOf = (file: string, schema: string, values: Values) => {
  const text = readFileSync(join(SQL_DIRECTORY, `${file}.sql`), 'utf8');
  return bind(ofSession(inSchema(text.trim().replace(/;$/, ''), schema), schema), values);
};

const rowsOf = ({ columns, rows }: QueryResult): Row[] =>
  rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));

const namesOf = (cities: readonly City[]): string => cities.map(({ name }) => name).join(',');

/** The rows of each topic by its place among them. */
const ofEachTopic = (rowsAt: (place: number) => readonly Row[]) =>
  Object.fromEntries(TOPICS.map((topic, place) => [topic, rowsAt(place)])) as Record<Topic, readonly Row[]>;

const askAll = async (warehouse: Warehouse, { schema, cities, window }: ReportScope): Promise<Answers> => {
  const scope = { window_start: window.start, window_end: window.end, cities: namesOf(cities) };
  const question = questionOf('05_cities', schema, scope);
  const ofCities = rowsOf(await warehouse.query(question.sql, question.parameters));
  const { rows: views } = await warehouse.query(DEFINITIONS, [schema]);
  const extent = extentOf(
    cities,
    window,
    ofCities.map((row) => String(row['city'])),
  );
  const values = {
    ...scope,
    drawn_cities: namesOf(extent.cities),
    row_length: String(ROW_LENGTHS[extent.profile.row]),
  };
  const points = POINTS[extent.step];
  const files = [...TOPICS.map((topic) => QUESTIONS[topic]), ...(points === undefined ? [] : [points])];
  const definitions = new Map(views.map(([name, definition]) => [String(name), String(definition)]));
  const shared = sharedViews(definitions, { schema, window, cities: scope.cities });
  // In one transaction: the shared views last as long as its session.
  const outcomes = await warehouse.transaction([...shared, ...files.map((file) => questionOf(file, schema, values))]);
  const answered = outcomes.slice(shared.length).map(rowsOf);
  return {
    ...ofEachTopic((place) => answered[place] ?? []),
    cities: ofCities,
    points: answered[TOPICS.length] ?? [],
    extent,
  };
};

/** Whether a run has come as far as to make the tables. */
const isPrepared = async (warehouse: Warehouse, schema: string): Promise<boolean> => {
  const { rows } = await warehouse.query(
    "select 1 from information_schema.tables where table_schema = $1 and table_name = 'schema_migrations'",
    [schema],
  );
  return rows.length > 0;
};

/** An answer without a row to each question. */
const noAnswers = ({ cities, window }: ReportScope): Answers => ({
  ...ofEachTopic(() => []),
  cities: [],
  points: [],
  extent: extentOf(cities, window, []),
});

/**
 * Asks every question of `sql/report` that the extent of the report needs. Rows come in the order of the statements; of a
 * warehouse without tables, as after a run that failed early, there are none.
 *
 * @throws Error when the warehouse is of an earlier version
 */
export const ask = async (warehouse: Warehouse, scope: ReportScope): Promise<Answers> => {
  if (!(await isPrepared(warehouse, scope.schema))) return noAnswers(scope);
  try {
    return await askAll(warehouse, scope);
  } catch (error) {
    const missing = /relation "[^"]+" does not exist/.exec((error as Error).message)?.[0];
    if (missing === undefined) throw error;
    throw new Error(
      `The warehouse is of an earlier version (${missing}): run "npx openaq local" in its folder, which brings it to this one and keeps its rows`,
      { cause: error },
    );
  }
};

/** A number of a row; null stays null. */
export const numberOf = (value: unknown): number | null => (value === null ? null : Number(value));
