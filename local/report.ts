import { plot } from 'asciichart';
import Table from 'cli-table3';
import type { Window } from '../lambdas/shared/domain/window';
import type { Console } from './console';
import type { QueryResult, Warehouse } from './warehouse/warehouse';

/** A result as a text table; null is shown as `-`. */
export const toTable = ({ columns, rows }: QueryResult): string => {
  const table = new Table({ head: columns.map(({ name }) => name), style: { head: [], border: [] } });
  table.push(...rows.map((row) => row.map((value) => (value === null ? '-' : String(value)))));
  return table.toString();
};

const ROWS_BY_DAY = `
  select city, cast(measurement_datetime as date) as day, count(*) as hours, count(pm25) as with_pm25,
         round(avg(pm25), 1) as mean_pm25, max(pm25) as max_pm25
  from openaq.fact_measurements
  where measurement_datetime >= $1 and measurement_datetime < $2
  group by 1, 2 order by 1, 2`;

/** Means of three hours: a week fits a terminal of 80 columns. */
const PM25_COURSE = `
  select city, date_bin('3 hours', measurement_datetime, timestamp '2000-01-01') as start, cast(avg(pm25) as float) as pm25
  from openaq.fact_measurements
  where measurement_datetime >= $1 and measurement_datetime < $2
  group by 1, 2 order by 1, 2`;

const AUDIT = `
  select window_start, window_end, rows_extracted, rows_read, rows_staged, rows_duplicate, rows_rejected, rows_loaded,
         rows_replaced, values_nulled, requests
  from openaq.load_audit where run_id = $1`;

const CHART_WIDTH = 68;

/** Draws the course of PM2.5 of each city, at most the last 68 points; points without data are left out and counted. */
const charts = ({ rows }: QueryResult): string[] =>
  [...new Set(rows.map(([city]) => city as string))].flatMap((city) => {
    const points = rows.filter((row) => row[0] === city).slice(-CHART_WIDTH);
    const known = points.flatMap(([, , value]) => (value === null ? [] : [Number(value)]));
    if (known.length < 2) return [];
    const gaps = points.length === known.length ? '' : ` (${points.length - known.length} without data left out)`;
    return [`PM2.5 in ${city}, ug/m3, means of 3 hours${gaps}\n${plot(known, { height: 8 })}`];
  });

/** Prints what a run left in the warehouse: rows per city and day, the audit row, a chart of PM2.5 per city. */
export const printReport = async (warehouse: Warehouse, runId: string, window: Window, console: Console) => {
  const bounds = [window.start, window.end];
  console.plain(`\nRows per city and day (UTC)\n${toTable(await warehouse.query(ROWS_BY_DAY, bounds))}`);
  const { columns, rows } = await warehouse.query(AUDIT, [runId]);
  const audit = columns.map(({ name }, index) => [name, rows[0]?.[index] ?? null]);
  const auditTable = toTable({
    columns: [
      { name: 'load_audit', typeName: '' },
      { name: runId, typeName: '' },
    ],
    rows: audit,
  });
  console.plain(`\nAudit of the run\n${auditTable}`);
  for (const chart of charts(await warehouse.query(PM25_COURSE, bounds))) console.plain(`\n${chart}`);
};
