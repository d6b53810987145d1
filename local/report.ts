import { plot } from 'asciichart';
import Table from 'cli-table3';
import type { Window } from '../lambdas/shared/domain/window';
import type { Console } from './console';
import type { QueryResult, Warehouse } from './warehouse/warehouse';

/** A result as a text table; null is shown as `-`. */
export const toTable = ({ columns, rows }: QueryResult): string => {
  const table = new Table({
    head: columns.map(({ name }) => name),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => row.map((value) => (value === null ? '-' : String(value)))));
  return table.toString();
};

const ROWS_BY_DAY = `
  select city, cast(measurement_datetime as date) as day, count(*) as hours, count(pm25) as with_pm25,
         round(avg(pm25), 1) as mean_pm25, round(max(pm25), 1) as max_pm25
  from openaq.fact_measurements
  where measurement_datetime >= $1 and measurement_datetime < $2
  group by 1, 2 order by 1, 2`;

const PM25_BY_HOUR = `
  select city, measurement_datetime, avg(pm25) as pm25
  from openaq.fact_measurements
  where measurement_datetime >= $1 and measurement_datetime < $2
  group by 1, 2 order by 1, 2`;

const AUDIT = `
  select window_start, window_end, rows_extracted, rows_read, rows_staged, rows_duplicate, rows_rejected, rows_loaded,
         rows_replaced, values_nulled, requests
  from openaq.load_audit where run_id = $1`;

const CHART_WIDTH = 60;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Draws the course of PM2.5 of each city in at most 60 points, each the mean of as many hours as it takes. */
const charts = ({ rows }: QueryResult): string[] =>
  [...new Set(rows.map(([city]) => city as string))].flatMap((city) => {
    const values = rows.flatMap(([name, , value]) => (name === city && value !== null ? [Number(value)] : []));
    const hours = Math.ceil(values.length / CHART_WIDTH);
    const points = Array.from({ length: Math.ceil(values.length / hours) }, (_, index) =>
      mean(values.slice(index * hours, (index + 1) * hours)),
    );
    if (points.length < 2) return [];
    return [`PM2.5 in ${city}, ug/m3, means of ${hours} hour${hours === 1 ? '' : 's'}\n${plot(points, { height: 8 })}`];
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
  for (const chart of charts(await warehouse.query(PM25_BY_HOUR, bounds))) console.plain(`\n${chart}`);
};
