import type { HourOfDay, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { periodsBetween } from '../steps';
import { asTitle, decimal, unique } from '../words';
import type { Drawing } from './draw';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** An hour of a row, measured or not. */
interface Cell {
  readonly row: string;
  readonly hour: number;
  readonly mean: number | null;
}

const cellsOf = (hours: readonly HourOfDay[]): Cell[] => {
  const known = new Map(hours.map(({ row, hour, mean }) => [`${row} ${hour}`, mean]));
  const rows = hours.map(({ row }) => row).sort();
  return periodsBetween(rows[0] ?? '', rows.at(-1) ?? '').flatMap((row) =>
    HOURS.map((hour) => ({ row, hour, mean: known.get(`${row} ${hour}`) ?? null })),
  );
};

const colours = (highest: number) => ({ type: 'linear', scheme: 'YlOrRd', domain: [0, highest], clamp: true }) as const;

const chart = ({ Plot, draw }: Drawing, city: string, cells: readonly Cell[], highest: number): Html => {
  const rows = unique(cells.map(({ row }) => row));
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

const WHAT = {
  day: 'Every hour',
  month: 'Mean of each hour of day by month',
  year: 'Mean of each hour of day by year',
};

/** PM2.5 by local day, or month or year where the days are many, and hour of day: when within a day the air is bad. */
export const hoursOfDays = (drawing: Drawing, facts: ReportFacts): Html[] => {
  const { cities, row: unit } = facts.extent.profile;
  const means = facts.hoursOfDays.map(({ mean }) => mean).sort((one, other) => one - other);
  // One spike would leave the rest pale; what is above has the darkest colour, and its number on touch.
  const highest = Math.max(1, means[Math.floor(means.length * 0.98)] ?? 1);
  return cities.flatMap(({ name }) => {
    const ofCity = facts.hoursOfDays.filter(({ city }) => city === name);
    if (ofCity.length === 0) return [];
    const cells = cellsOf(ofCity);
    const zone = facts.cityCounts.find(({ city }) => city === name)?.timeZone ?? 'UTC';
    return [
      figure({
        title: `${name}: PM₂.₅ through the day`,
        subtitle: `${WHAT[unit]}, on the clock of the city (${zone}). Grey is an hour without a value.`,
        body: html`<div class="fluid">${chart(drawing, name, cells, highest)}</div>${legend(drawing, highest)}`,
        data: table(
          [asTitle(unit), ...HOURS.map(String)],
          unique(cells.map(({ row }) => row)).map((row) => [
            row,
            ...cells.filter((cell) => cell.row === row).map(({ mean }) => decimal(mean, 0)),
          ]),
        ),
      }),
    ];
  });
};
