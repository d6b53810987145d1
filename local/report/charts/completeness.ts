import type { Day, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, swatch, table } from '../parts';
import { daysOfCity } from '../steps';
import { counted, decimal } from '../words';
import { type DayCell, dayGrid, hasNumbers } from './day-grid';
import type { Drawing } from './draw';

/** Nearly all hours, in percent: a day that lacks one of its 24 is at 95.8. */
const WHOLE_PERCENT = 95;

const looksOf = (day: Day | undefined): Pick<DayCell, 'fill' | 'ink' | 'isDashed'> => {
  if (day === undefined) return { fill: 'var(--gap)', ink: 'var(--muted)' };
  if (!day.isComplete) return { fill: 'var(--card)', ink: 'var(--muted)', isDashed: true };
  return day.completeness >= WHOLE_PERCENT
    ? { fill: 'var(--ok)', ink: 'var(--on-ok)' }
    : { fill: 'var(--part)', ink: 'var(--on-part)' };
};

const describe = (date: string, day: Day | undefined): string =>
  day === undefined
    ? `${date}: no hour`
    : `${date}: ${decimal(day.completeness, 0)} % of the hours of ${counted(day.stations, 'station')}${day.isComplete ? '' : ', too few for a mean of the day'}`;

/** What the looks of a day mean. */
export const completenessLegend: Html = html`<div class="scale"><ul class="legend">${(
  [
    ['whole', 'at most an hour lacks'],
    ['counts', 'enough for a mean of the day (18 of 24 hours)'],
    ['too-few', 'too few'],
    ['no-hour', 'no hour'],
  ] as const
).map(
  ([name, meaning]) => html`<li>${swatch(name)}${meaning}</li>`,
)}</ul><p class="note">A window is of UTC days, so that it cuts the first and the last local day of a city elsewhere.</p></div>`;

/** A calendar of how many of the hours of each local day have a value of PM2.5, for each city. */
export const completenessCalendars = (drawing: Drawing, facts: ReportFacts): Html[] =>
  facts.extent.calendar.cities.flatMap(({ name }) => {
    const days = daysOfCity(facts.days, facts.extent.calendar.window, name, 'pm25');
    const measured = days.flatMap(({ day }) => day ?? []);
    if (measured.length === 0) return [];
    return [
      figure({
        title: `${name}: completeness`,
        subtitle: `Hours with PM₂.₅ of each local day${hasNumbers(days.length) ? ', in percent' : ', a row for each month'}.`,
        body: html`<div class="fixed">${dayGrid(
          drawing,
          `Calendar of the share of hours with PM2.5 in ${name}`,
          days.map(({ date, day }) => ({
            date,
            ...looksOf(day),
            text: day === undefined ? '–' : decimal(day.completeness, 0),
            title: describe(date, day),
          })),
        )}</div>`,
        data: table(
          ['Day', 'Hours', 'Stations', '%', 'Counts'],
          days.map(({ date, day }) =>
            day === undefined
              ? [date, 0, 0, 0, 'no']
              : [date, day.hours, day.stations, decimal(day.completeness, 1), day.isComplete ? 'yes' : 'no'],
          ),
        ),
      }),
    ];
  });
