import type { ReportFacts } from '../facts';
import type { Html } from '../html';
import { figure, table } from '../parts';
import { counted, decimal } from '../words';
import { barChart } from './bars';
import type { Drawing } from './draw';

/** Bars that one still compares; the table has every city. */
const MOST_BARS = 60;

/** The rows of every city, where there are more than the charts show; one without any is in the table. */
export const everyCity = (drawing: Drawing, { cities, cityCounts, extent }: ReportFacts): Html[] => {
  if (cities.length === extent.cities.length) return [];
  const shown = cityCounts.slice(0, MOST_BARS);
  const silent = cities.filter(({ name }) => !cityCounts.some(({ city }) => city === name));
  return [
    figure({
      title: 'Rows of every city',
      subtitle: `${cities.length} cities, ${silent.length} of them without a row in this window.${shown.length < cityCounts.length ? ` The ${shown.length} with most rows.` : ''}`,
      body: barChart(
        drawing,
        'Rows of every city',
        shown.map(({ city, rows, stations }) => ({
          label: city,
          value: rows,
          text: decimal(rows, 0),
          title: `${city}: ${counted(rows, 'row')} of ${counted(stations, 'station')}`,
          fill: 'var(--series-1)',
        })),
        { isWide: true },
      ),
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
