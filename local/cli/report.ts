import { plot } from 'asciichart';
import type { QueryResult, Warehouse } from '../warehouse/warehouse';
import type { Console } from './console';
import { type LoadedRun, questionsOf } from './questions';
import { drawTable } from './table';

/** A result as a text table. */
export const toTable = ({ columns, rows }: QueryResult): string =>
  drawTable(
    columns.map(({ name }) => name),
    rows,
  );

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

/** The audit row on its side: a line for each column that the table has. */
const auditTable = ({ columns, rows }: QueryResult, runId: string): string =>
  toTable({
    columns: [
      { name: 'load_audit', typeName: '' },
      { name: runId, typeName: '' },
    ],
    rows: columns.flatMap(({ name }, index) => (name === 'run_id' ? [] : [[name, rows[0]?.[index] ?? null]])),
  });

/** Prints what a run left in the warehouse: rows per city and day, the audit row, a chart of PM2.5 per city. */
export const printReport = async (warehouse: Warehouse, run: LoadedRun, console: Console) => {
  const { rowsByDay, audit, pm25ByHour } = questionsOf(run);
  console.plain(`\nRows per city and day (UTC)\n${toTable(await warehouse.query(...rowsByDay))}`);
  console.plain(`\nAudit of the run\n${auditTable(await warehouse.query(...audit), run.runId)}`);
  for (const chart of charts(await warehouse.query(...pm25ByHour))) console.plain(`\n${chart}`);
};
