import { plot } from 'asciichart';
import { DAY_MS, HOUR_MS, type Window } from '../../lambdas/shared/domain/window';

/** Columns of the values, so that axis, values and the limit's name stay within 80. */
const MOST_COLUMNS = 56;

/** Rows above zero. */
const MOST_ROWS = 10;
const LEAST_ROWS = 4;

/** Columns of the numbers left of the axis, the axis included. */
const AXIS_WIDTH = 9;

/** Clock hours that a column may stand for: whole parts of a day, then whole days. */
const COLUMN_HOURS = [1, 2, 3, 4, 6, 8, 12, 24, 48, 72, 168, 336, 720, 1_440, 2_160, 4_320, 8_760];

/** The hours of the clock that each column of a chart stands for. */
export const hoursOfColumn = ({ start, end }: Window): number => {
  const hours = (Date.parse(end) - Date.parse(start)) / HOUR_MS;
  return COLUMN_HOURS.find((each) => hours / each <= MOST_COLUMNS) ?? Math.ceil(hours / MOST_COLUMNS);
};

/** The columns of a chart of a window. */
export const columnsOf = (window: Window): number =>
  Math.ceil((Date.parse(window.end) - Date.parse(window.start)) / HOUR_MS / hoursOfColumn(window));

/** What the chart compares with. */
export interface TerminalLimit {
  readonly name: string;
  readonly value: number;
}

/** Steps of the scale where the limit gives none. */
const ROUND_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** Rows above zero, and the value of the highest. The limit is a row of its own unless the values are far above it. */
const scaleOf = (values: readonly (number | null)[], limit: number | undefined) => {
  const highest = Math.max(limit ?? 0, ...values.map((value) => value ?? 0));
  const steps = [...(limit === undefined ? [] : [limit / 3, limit / 2, limit]), ...ROUND_STEPS];
  const step = steps.find((each) => highest / each <= MOST_ROWS) ?? Math.ceil(highest / MOST_ROWS);
  const rows = Math.max(LEAST_ROWS, Math.ceil(highest / step));
  return { step, scale: { min: 0, max: rows * step, height: rows } };
};

interface Tick {
  readonly column: number;
  readonly text: string;
}

/** Steps between the dates under a chart: days, then months. */
const STEPS = [
  ...[1, 2, 3, 5, 7, 14].map((days) => ({ days, months: 0 })),
  ...[1, 2, 3, 6, 12, 24, 60].map((months) => ({ days: 0, months })),
];

const ticksEvery = ({ days, months }: (typeof STEPS)[number], window: Window): Tick[] => {
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  const first = new Date(start);
  const dates = [start];
  for (let step = 1; (dates.at(-1) as number) < end; step += 1) {
    dates.push(
      months === 0
        ? start + step * days * DAY_MS
        : Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + step * months, 1),
    );
  }
  return dates
    .filter((at, index) => at < end && (months === 0 || index > 0 || first.getUTCDate() === 1))
    .map((at) => ({
      column: Math.floor((at - start) / HOUR_MS / hoursOfColumn(window)),
      text: new Date(at).toISOString().slice(months === 0 ? 5 : 0, months === 0 ? 10 : 7),
    }));
};

/** Dates as close as their texts allow. */
const ticksOf = (window: Window): Tick[] => {
  const isReadable = (ticks: readonly Tick[]): boolean =>
    ticks.every(({ column, text }, index) => column - (ticks[index - 1]?.column ?? -100) >= text.length + 2);
  return STEPS.map((step) => ticksEvery(step, window)).find(isReadable) ?? [];
};

/** The axis of time: a sign at each date, and the dates below. */
const timeAxis = (window: Window): string[] => {
  const line = Array.from({ length: columnsOf(window) }, () => '─');
  let dates = ' '.repeat(AXIS_WIDTH);
  for (const { column, text } of ticksOf(window)) {
    line[column] = '┬';
    dates = `${dates.padEnd(AXIS_WIDTH + column)}${text}`;
  }
  return [`${' '.repeat(AXIS_WIDTH - 1)}└${line.join('')}`, dates];
};

/** Pieces of a series between which there are gaps, each with the column of its first value. */
const piecesOf = (values: readonly (number | null)[]): { readonly from: number; readonly values: number[] }[] => {
  const pieces: { from: number; values: number[] }[] = [];
  for (const [column, value] of values.entries()) {
    if (value === null) continue;
    if (column > 0 && values[column - 1] !== null) pieces.at(-1)?.values.push(value);
    else pieces.push({ from: column, values: [value] });
  }
  return pieces;
};

type Symbols = NonNullable<NonNullable<Parameters<typeof plot>[1]>['symbols']>;

/** Of asciichart's signs those of the axis are the same, and a level line is of dots. */
const LIMIT_SYMBOLS: Symbols = ['┤', '┤', '╶', '╴', '┄', '╰', '╭', '╮', '╯', '│'];
const NO_LIMIT_SYMBOLS: Symbols = ['┤', '┤', '╶', '╴', ' ', '╰', '╭', '╮', '╯', '│'];

/**
 * Draws a series over time in 80 columns, with the dates (UTC) below. A column without a value is a gap: asciichart joins
 * all that it is given, so each piece between gaps is a plot of its own on the same scale.
 *
 * @param values one for each column of `columnsOf`, null where nothing was measured
 */
export const drawChart = (
  window: Window,
  values: readonly (number | null)[],
  limit: TerminalLimit | undefined,
): string => {
  const { step, scale } = scaleOf(values, limit?.value);
  const level = Array.from({ length: columnsOf(window) + 1 }, () => limit?.value ?? 0);
  const lines = plot(level, {
    ...scale,
    // A label takes one of asciichart's cells, however long it is, and the axis the next.
    offset: 2,
    symbols: limit === undefined ? NO_LIMIT_SYMBOLS : LIMIT_SYMBOLS,
    format: (value) => `${value.toFixed(Number.isInteger(step) ? 0 : 1)} `.padStart(AXIS_WIDTH - 1),
  }).split('\n');
  for (const { from, values: piece } of piecesOf(values)) {
    // A value is drawn by the step to the next, so the last one stands twice.
    const drawn = plot([...piece, piece.at(-1) as number], { ...scale, offset: 1, format: () => '' }).split('\n');
    for (const [row, text] of drawn.entries()) {
      const line = [...(lines[row] ?? '')];
      for (const [column, sign] of [...text.slice(1)].entries()) {
        if (sign !== ' ') line[AXIS_WIDTH + from + column] = sign;
      }
      lines[row] = line.join('');
    }
  }
  if (limit !== undefined) {
    const row = scale.height - Math.round(limit.value / step);
    lines[row] = `${(lines[row] ?? '').trimEnd().padEnd(AXIS_WIDTH + columnsOf(window))} ${limit.name}: ${limit.value}`;
  }
  return [...lines.map((line) => line.trimEnd()), ...timeAxis(window)].join('\n');
};
