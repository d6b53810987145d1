import { dayCount, HOUR_MS, rangeOf } from '../../lambdas/shared/domain/window';
import type { QueryResult, Warehouse } from '../warehouse/warehouse';
import type { Console } from './console';
import { askFacts, auditOf, type LoadedRun } from './run-summary';
import { drawTable } from './table';
import { columnsOf, drawChart, hoursOfColumn, type TerminalLimit } from './terminal-chart';

/** What a terminal shows side by side where nobody says how wide it is. */
const WIDTH = 80;

/** Lines of a table that a person still reads after a run. */
const MOST_LINES = 62;

/** Charts of cities, those with most hours first: four fill a screen. */
const MOST_CHARTS = 4;

/** Spans of time that a line of the table stands for, each with the text of a timestamp that names it. */
const PERIODS = [
  { name: 'day', column: 'cast(measurement_datetime as date)', inDays: 1 },
  { name: 'month', column: 'cast(measurement_datetime as varchar(7))', inDays: 28 },
  { name: 'year', column: 'cast(measurement_datetime as varchar(4))', inDays: 365 },
] as const;

/** The finest period whose lines a person still reads. */
const periodOf = ({ window, cities }: LoadedRun) => {
  const lines = (days: number): number => Math.ceil(dayCount(window) / days) * cities.split(',').length;
  return PERIODS.find(({ inDays }) => lines(inDays) <= MOST_LINES) ?? PERIODS[2];
};

/** The names of cities as a reader sees them, by their keys. */
type Names = ReadonlyMap<string, string>;

const namesOf = async (warehouse: Warehouse, { schema }: LoadedRun): Promise<Names> => {
  const { rows } = await warehouse.query(`select city, coalesce(display_name, city) from ${schema}.dim_cities`);
  return new Map(rows.map(([city, name]) => [String(city), String(name)]));
};

const nameIn = (names: Names, city: unknown): string => names.get(String(city)) ?? String(city);

/** Rows per city and period, as a table; what goes beyond its lines is counted below it. */
const rowsPerPeriod = async (warehouse: Warehouse, run: LoadedRun, names: Names): Promise<string> => {
  const { name, column } = periodOf(run);
  const { columns, rows } = await askFacts(
    warehouse,
    run,
    `city, ${column} as ${name}, count(*) as hours, count(pm25) as with_pm25,
         round(avg(pm25), 1) as mean_pm25, round(max(pm25), 1) as max_pm25`,
    'group by 1, 2 order by 1, 2',
  );
  const headings = columns.map((heading) => heading.name);
  const lines = rows.slice(0, MOST_LINES).map(([city, ...others]) => [nameIn(names, city), ...others]);
  const cut = rows.length - MOST_LINES;
  return [
    `Rows per city and ${name} (UTC), ${rangeOf(run.window)} (excluded)`,
    drawTable(headings, lines, WIDTH),
    ...(cut > 0 ? [`${cut} more lines are left out; openaq query answers for every city`] : []),
  ].join('\n');
};

/** The newest guideline of WHO for a mean of PM2.5 over 24 hours, by the warehouse; undefined where it has none. */
const limitOf = async (warehouse: Warehouse, { schema }: LoadedRun): Promise<TerminalLimit | undefined> => {
  const { rows } = await warehouse.query(
    `select standard, limit_ug_m3 from ${schema}.air_quality_limits
  where pollutant = 'pm25' and averaging = '24 h' and standard like 'WHO%' order by year desc limit 1`,
  );
  return rows[0] && { name: String(rows[0][0]), value: Number(rows[0][1]) };
};

/** PM2.5 of each city by column of a chart: the mean of the hours, each the mean of its stations. */
const columnMeans = (warehouse: Warehouse, run: LoadedRun): Promise<QueryResult> => {
  const seconds = (hoursOfColumn(run.window) * HOUR_MS) / 1_000;
  return askFacts(
    warehouse,
    run,
    `city, cast(floor((extract(epoch from measurement_datetime) - ${Date.parse(run.window.start) / 1_000}) / ${seconds}) as integer) as place,
         count(*) as hours, avg(pm25) as mean`,
    'group by 1, 2 order by 1, 2',
    `(select city, measurement_datetime, avg(pm25) as pm25 from ${run.schema}.fact_measurements
      where pm25 is not null group by city, measurement_datetime) as city_hours`,
  );
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

interface CitySeries {
  readonly city: string;
  readonly hours: number;
  /** By column, null where no hour has a value. */
  readonly means: readonly (number | null)[];
}

const seriesOf = ({ rows }: QueryResult, run: LoadedRun): CitySeries[] =>
  [...new Set(rows.map(([city]) => String(city)))]
    .map((city) => {
      const ofCity = rows.filter(([name]) => name === city);
      const means = new Map(ofCity.map(([, place, , mean]) => [Number(place), Number(mean)]));
      return {
        city,
        hours: ofCity.reduce((sum, [, , hours]) => sum + Number(hours), 0),
        means: Array.from({ length: columnsOf(run.window) }, (_, column) => means.get(column) ?? null),
      };
    })
    .sort((one, other) => other.hours - one.hours);

/** PM2.5 of the cities with most hours over the window, with WHO's guideline of a day. */
const charts = async (warehouse: Warehouse, run: LoadedRun, names: Names): Promise<string[]> => {
  const series = seriesOf(await columnMeans(warehouse, run), run);
  const limit = await limitOf(warehouse, run);
  const hours = hoursOfColumn(run.window);
  const span = hours % 24 === 0 ? counted(hours / 24, 'day') : counted(hours, 'hour');
  const drawn = series
    .slice(0, MOST_CHARTS)
    .sort((one, other) => (one.city < other.city ? -1 : 1))
    .map(
      ({ city, means }) =>
        `PM2.5 in ${nameIn(names, city)}, ug/m3, means of ${span}, UTC\n${drawChart(run.window, means, limit)}`,
    );
  const others = series.length - drawn.length;
  return [
    ...drawn,
    ...(limit !== undefined && drawn.length > 0
      ? [`${limit.name}: ${limit.value} ug/m3 in 24 hours; a single hour above it is no exceedance.`]
      : []),
    ...(others > 0 ? [`The ${drawn.length} cities with most hours; ${others} more are in the report.`] : []),
  ];
};

/**
 * Prints what a run left in the warehouse for its own window and cities, within 80 columns: rows per city and day, month
 * or year, the audit row on its side, PM2.5 over time.
 */
export const printReport = async (warehouse: Warehouse, run: LoadedRun, console: Console): Promise<void> => {
  const names = await namesOf(warehouse, run);
  console.plain(`\n${await rowsPerPeriod(warehouse, run, names)}`);
  const audit = [...(await auditOf(warehouse, run))].filter(([column]) => column !== 'run_id');
  const { runIds } = run;
  const title = runIds.length > 1 ? `${runIds.length} runs` : String(runIds[0]);
  console.plain(`\nAudit of the run\n${drawTable(['load_audit', title], audit, WIDTH)}`);
  for (const chart of await charts(warehouse, run, names)) console.plain(`\n${chart}`);
};
