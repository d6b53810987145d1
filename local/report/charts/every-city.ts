import type { CityCount, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { counted, decimal } from '../words';
import type { Drawing } from './draw';

/** Bars that one still compares; the table has every city. */
const MOST_BARS = 60;

const bars = ({ Plot, draw }: Drawing, cities: readonly CityCount[], width: number): Html =>
  draw({
    label: `Rows of ${cities.length} cities`,
    width,
    height: cities.length * 18 + 12,
    marginLeft: width > 500 ? 220 : 140,
    marginRight: 64,
    marginTop: 4,
    marginBottom: 8,
    fontSize: 12,
    x: { axis: null },
    y: { label: null, tickSize: 0, domain: cities.map(({ city }) => city) },
    marks: [
      Plot.barX(cities, {
        x: 'rows',
        y: 'city',
        inset: 2,
        fill: 'var(--series-1)',
        title: ({ city, rows, stations }: CityCount) =>
          `${city}: ${counted(rows, 'row')} of ${counted(stations, 'station')}`,
      }),
      Plot.text(cities, {
        x: 'rows',
        y: 'city',
        text: ({ rows }: CityCount) => decimal(rows, 0),
        textAnchor: 'start',
        dx: 5,
        fill: 'currentColor',
      }),
    ],
  });

/** The rows of every city, where there are more than the charts show; one without any is in the table. */
export const everyCity = (drawing: Drawing, { cities, cityCounts, extent }: ReportFacts): Html[] => {
  if (cities.length === extent.cities.length) return [];
  const shown = cityCounts.slice(0, MOST_BARS);
  const silent = cities.filter(({ name }) => !cityCounts.some(({ city }) => city === name));
  return [
    figure({
      title: 'Rows of every city',
      subtitle: `${cities.length} cities, ${silent.length} of them without a row in this window.${shown.length < cityCounts.length ? ` The ${shown.length} with most rows.` : ''}`,
      body: html`<div class="wide">${bars(drawing, shown, 1040)}</div><div class="narrow">${bars(drawing, shown, 380)}</div>`,
      data: table(
        ['City', 'Time zone', 'Rows', 'With PM₂.₅', 'Stations'],
        [
          ...cityCounts.map(({ city, timeZone, rows, rowsWithPm25, stations }) => [
            city,
            timeZone,
            rows,
            rowsWithPm25,
            stations,
          ]),
          ...silent.map(({ name }) => [name, '–', 0, 0, 0]),
        ],
      ),
    }),
  ];
};
