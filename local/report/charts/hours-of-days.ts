import type { Hour, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { decimal } from '../words';
import type { Drawing } from './draw';

/** Above this many cells of an hour the rows are months: a file of a year must stay small, and its rows readable. */
const MOST_CELLS = 5_000;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The mean of the hours that share a row and an hour of day. */
interface Cell {
  readonly row: string;
  readonly hour: number;
  readonly mean: number | null;
}

const cellsOf = (hours: readonly Hour[], rowOf: (hour: Hour) => string): Cell[] => {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const hour of hours) {
    const key = `${rowOf(hour)} ${hour.localHour}`;
    const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: sum + hour.mean, count: count + 1 });
  }
  return [...new Set(hours.map(rowOf))].flatMap((row) =>
    HOURS.map((hour) => {
      const found = sums.get(`${row} ${hour}`);
      return { row, hour, mean: found === undefined ? null : found.sum / found.count };
    }),
  );
};

const colours = (highest: number) => ({ type: 'linear', scheme: 'YlOrRd', domain: [0, highest], clamp: true }) as const;

const chart = ({ Plot, draw }: Drawing, city: string, cells: readonly Cell[], highest: number): Html => {
  const rows = [...new Set(cells.map(({ row }) => row))];
  return draw({
    label: `PM2.5 in ${city} by day and hour of day`,
    width: 430,
    height: rows.length * 20 + 40,
    marginLeft: 66,
    marginRight: 4,
    marginBottom: 30,
    marginTop: 4,
    fontSize: 11,
    x: {
      domain: HOURS,
      ticks: [0, 6, 12, 18, 23],
      tickFormat: (hour: number) => (hour % 6 === 0 || hour === 23 ? `${hour}` : ''),
      tickSize: 0,
      label: null,
    },
    y: { domain: rows, label: null, tickSize: 0 },
    color: colours(highest),
    marks: [
      Plot.cell(
        cells.filter(({ mean }) => mean === null),
        {
          x: 'hour',
          y: 'row',
          inset: 0.5,
          fill: 'var(--gap)',
          title: ({ row, hour }: Cell) => `${row}, ${hour}:00: no value`,
        },
      ),
      Plot.cell(
        cells.filter(({ mean }) => mean !== null),
        {
          x: 'hour',
          y: 'row',
          inset: 0.5,
          fill: 'mean',
          title: ({ row, hour, mean }: Cell) => `${row}, ${hour}:00: ${decimal(mean, 1)} µg/m³`,
        },
      ),
    ],
  });
};

const legend = ({ Plot, draw }: Drawing, highest: number): Html => {
  const step = highest / 60;
  const steps = Array.from({ length: 60 }, (_, index) => index * step);
  return html`<div class="fixed">${draw({
    label: `Colours from 0 to ${decimal(highest, 0)} micrograms per cubic metre and above`,
    width: 300,
    height: 46,
    marginTop: 4,
    marginBottom: 30,
    marginLeft: 6,
    marginRight: 20,
    fontSize: 11,
    x: { domain: [0, highest], ticks: 4, tickSize: 3, label: 'PM₂.₅, µg/m³', labelArrow: 'none' },
    color: colours(highest),
    marks: [
      Plot.rect(steps, {
        x1: (from: number) => from,
        x2: (from: number) => from + step,
        fill: (from: number) => from,
        insetRight: -0.5,
      }),
    ],
  })}</div>`;
};

/** PM2.5 by local day, or month where the days are many, and hour of day: when within a day the air is bad. */
export const hoursOfDays = (drawing: Drawing, { cities, hours }: ReportFacts): Html[] => {
  const pm25 = hours.filter(({ pollutant }) => pollutant === 'pm25');
  if (pm25.length === 0) return [];
  const isLong = pm25.length > MOST_CELLS;
  const rowOf = ({ localDate }: Hour): string => (isLong ? localDate.slice(0, 7) : localDate);
  const means = pm25.map(({ mean }) => mean).sort((one, other) => one - other);
  // One spike would leave the rest pale; what is above has the darkest colour, and its number on touch.
  const highest = Math.max(1, means[Math.floor(means.length * 0.98)] as number);
  return cities.flatMap(({ name }) => {
    const ofCity = pm25.filter(({ city }) => city === name);
    if (ofCity.length === 0) return [];
    const cells = cellsOf(ofCity, rowOf);
    return [
      figure({
        title: `${name}: PM₂.₅ through the day`,
        subtitle: `${isLong ? 'Mean of each hour of day by month' : 'Every hour'}, on the clock of the city (${ofCity[0]?.timeZone ?? 'UTC'}). Grey is an hour without a value.`,
        body: html`<div class="fluid">${chart(drawing, name, cells, highest)}</div>${legend(drawing, highest)}`,
        data: table(
          [isLong ? 'Month' : 'Day', ...HOURS.map(String)],
          [...new Set(cells.map(({ row }) => row))].map((row) => [
            row,
            ...cells.filter((cell) => cell.row === row).map(({ mean }) => decimal(mean, 0)),
          ]),
        ),
      }),
    ];
  });
};
