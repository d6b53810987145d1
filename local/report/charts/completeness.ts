import { DAY_MS } from '../../../lambdas/shared/domain/window';
import type { Day, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { decimal } from '../words';
import type { Drawing } from './draw';

const chart = ({ Plot, draw }: Drawing, city: string, days: readonly Day[]): Html =>
  draw({
    label: `Share of the hours of each day with PM2.5 in ${city}`,
    width: 430,
    height: 150,
    marginLeft: 44,
    marginRight: 8,
    marginTop: 16,
    fontSize: 11,
    x: { type: 'utc', label: null, ticks: 5, tickFormat: '%d %b' },
    y: { domain: [0, 100], ticks: [0, 25, 50, 75, 100], grid: true, label: '% of hours', labelArrow: 'none' },
    marks: [
      Plot.rectY(days, {
        x1: ({ date }: Day) => new Date(date),
        x2: ({ date }: Day) => new Date(Date.parse(date) + DAY_MS),
        y: 'completeness',
        insetLeft: days.length > 100 ? 0 : 1,
        insetRight: days.length > 100 ? 0 : 1,
        fill: ({ isComplete }: Day) => (isComplete ? 'var(--ok)' : 'var(--card)'),
        stroke: ({ isComplete }: Day) => (isComplete ? 'var(--ok)' : 'var(--limit)'),
        strokeDasharray: '3 2',
        title: ({ date, completeness, hours, isComplete }: Day) =>
          `${date}: ${decimal(completeness, 0)} %, ${hours} hours${isComplete ? '' : ', too few for a mean of the day'}`,
      }),
      Plot.ruleY([0], { stroke: 'currentColor' }),
    ],
  });

/** How many of the hours of each local day have a value, for each city. */
export const completeness = (drawing: Drawing, { cities, days }: ReportFacts): Html[] =>
  cities.flatMap(({ name }) => {
    const ofCity = days.filter(({ city, pollutant }) => city === name && pollutant === 'pm25');
    if (ofCity.length === 0) return [];
    return [
      figure({
        title: `${name}: completeness`,
        subtitle: 'Hours with PM₂.₅ of each local day. Filled: enough for a mean of the day; dashed: too few.',
        body: html`<div class="fluid">${chart(drawing, name, ofCity)}</div>`,
        data: table(
          ['Day', 'Hours', 'Stations', '%', 'Counts'],
          ofCity.map((day) => [
            day.date,
            day.hours,
            day.stations,
            decimal(day.completeness, 1),
            day.isComplete ? 'yes' : 'no',
          ]),
        ),
      }),
    ];
  });
