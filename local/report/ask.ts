import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from '../../lambdas/shared/domain/city';
import { inSchema } from '../../lambdas/shared/domain/warehouse-schema';
import type { Window } from '../../lambdas/shared/domain/window';
import type { Warehouse } from '../warehouse/warehouse';

/** What a report is about. */
export interface ReportScope {
  /** The warehouse's schema. */
  readonly schema: string;
  readonly cities: readonly City[];
  readonly window: Window;
}

/** A row as the warehouse gives it: decimals, counts and times as text. */
export type Row = Readonly<Record<string, unknown>>;

const QUESTIONS = {
  hours: '10_hours',
  days: '20_days',
  limits: '30_limits',
  aqiScale: '40_aqi_scale',
  stations: '50_stations',
  rejected: '60_rejected',
  audit: '70_audit',
} as const;

/** The answers to the questions of `sql/report`, by what they tell of. */
export type Answers = Readonly<Record<keyof typeof QUESTIONS, readonly Row[]>>;

const SQL_DIRECTORY = join(__dirname, '../../sql/report');

/** Puts `$1`, `$2`, ... in place of the named parameters of a statement. */
const bind = (sql: string, values: Readonly<Record<string, string>>) => {
  const parameters: string[] = [];
  const bound = sql.replace(/(?<![:\w]):([a-z_]+)\b/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`A question of the report has no value for ${name}`);
    return `$${parameters.push(values[name])}`;
  });
  return { sql: bound, parameters };
};

/** Asks every question of `sql/report`. Rows come in the order that the statements give. */
export const ask = async (warehouse: Warehouse, { schema, cities, window }: ReportScope): Promise<Answers> => {
  const values = {
    window_start: window.start,
    window_end: window.end,
    cities: cities.map(({ name }) => name).join(','),
  };
  const answers: Partial<Record<keyof typeof QUESTIONS, readonly Row[]>> = {};
  for (const [topic, file] of Object.entries(QUESTIONS) as [keyof typeof QUESTIONS, string][]) {
    const text = readFileSync(join(SQL_DIRECTORY, `${file}.sql`), 'utf8')
      .trim()
      .replace(/;$/, '');
    const { sql, parameters } = bind(inSchema(text, schema), values);
    const { columns, rows } = await warehouse.query(sql, parameters);
    answers[topic] = rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
  }
  return answers as Answers;
};

/** A number of a row; null stays null. */
export const numberOf = (value: unknown): number | null => (value === null ? null : Number(value));
