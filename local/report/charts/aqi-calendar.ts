import type { AqiCategory, Day, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, swatch, table } from '../parts';
import { daysOfCity } from '../steps';
import { decimal } from '../words';
import { type DayCell, dayGrid, hasNumbers } from './day-grid';
import type { Drawing } from './draw';

/** A channel of sRGB, from 0 to 255, as light. */
const linear = (channel: number): number => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** Black or white, whichever has the higher contrast on a colour (WCAG 2.2: the two are even at a luminance of 0.179). */
const inkOn = (colour: string): string => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
};

const describe = (date: string, day: Day | undefined): string => {
  if (day === undefined) return `${date}: no hour`;
  if (day.aqi === null) return `${date}: ${day.hours} hours, too few for a mean of the day`;
  return `${date}: AQI ${day.aqi}, ${day.category}; mean ${decimal(day.mean, 1)} µg/m³ of ${day.hours} hours`;
};

const cellOf = (date: string, day: Day | undefined): DayCell => ({
  date,
  fill: day?.colour ?? 'var(--gap)',
  ink: day?.colour ? inkOn(day.colour) : 'var(--muted)',
  text: day === undefined || day.aqi === null ? '–' : String(day.aqi),
  title: describe(date, day),
});

const range = ({ from, to, isLast }: AqiCategory): string => (isLast ? `${from} and above` : `${from}–${to}`);

/** The categories of the index with their colours, and where the rule stands. */
export const aqiLegend = (scale: readonly AqiCategory[]): Html =>
  html`<ul class="legend">${scale.map(
    (category) => html`<li>${swatch('outlined', category.colour)}${range(category)} ${category.category}</li>`,
  )}</ul><p class="note">US EPA Air Quality Index of PM₂.₅ by the mean of a local day (${scale[0]?.year ?? ''}). ${scale[0]?.source ?? ''}. A dash is a day of too few hours. An index of a day, not of an hour.</p>`;

/** A calendar of the daily index of PM2.5 for each city. */
export const aqiCalendars = (drawing: Drawing, facts: ReportFacts): Html[] =>
  facts.extent.calendar.cities.flatMap(({ name }) => {
    const days = daysOfCity(facts.days, facts.extent.calendar.window, name, 'pm25');
    const measured = days.flatMap(({ day }) => day ?? []);
    if (measured.length === 0) return [];
    return [
      figure({
        title: `${name}: daily PM₂.₅`,
        subtitle: `US EPA AQI of each local day${hasNumbers(days.length) ? '; the number is the index' : ', a row for each month'}.`,
        body: html`<div class="fixed">${dayGrid(
          drawing,
          `Calendar of daily PM2.5 in ${name} by US EPA AQI`,
          days.map(({ date, day }) => cellOf(date, day)),
        )}</div>`,
        data: table(
          ['Day', 'AQI', 'Category', 'Mean, µg/m³', 'Hours'],
          measured.map((day) => [day.date, day.aqi ?? '–', day.category ?? '–', decimal(day.mean, 1), day.hours]),
        ),
      }),
    ];
  });
