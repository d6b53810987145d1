import { DAY_MS } from '../../../lambdas/shared/domain/window';
import type { AqiCategory, Day, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { decimal } from '../words';
import type { Drawing } from './draw';

/** A day in pixels; where the weeks are many it is flat, and date and index stand side by side. */
const TALL = { width: 50, height: 50 } as const;
const FLAT = { width: 58, height: 26 } as const;
const MOST_TALL_WEEKS = 8;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day of a calendar, measured or not. */
interface Cell {
  readonly date: string;
  readonly weekday: string;
  readonly week: number;
  readonly day: Day | undefined;
}

const cellsOf = (days: readonly Day[]): Cell[] => {
  const dates = days.map(({ date }) => Date.parse(date)).sort((one, other) => one - other);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const monday = (at: number): number => (new Date(at).getUTCDay() + 6) % 7;
  return Array.from({ length: (last - first) / DAY_MS + 1 }, (_, index) => {
    const at = first + index * DAY_MS;
    const date = new Date(at).toISOString().slice(0, 10);
    return {
      date,
      weekday: WEEKDAYS[monday(at)] as string,
      week: Math.floor((index + monday(first)) / 7),
      day: days.find((day) => day.date === date),
    };
  });
};

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

const describe = ({ date, day }: Cell): string => {
  if (day === undefined) return `${date}: no hour`;
  if (day.aqi === null) return `${date}: ${day.hours} hours, too few for a mean of the day`;
  return `${date}: AQI ${day.aqi}, ${day.category}; mean ${decimal(day.mean, 1)} µg/m³ of ${day.hours} hours`;
};

const dateLabel = ({ date }: Cell, index: number, isCompact: boolean): string => {
  const dayOfMonth = Number(date.slice(8));
  const month = MONTHS[Number(date.slice(5, 7)) - 1];
  if (dayOfMonth !== 1 && index !== 0) return `${dayOfMonth}`;
  return isCompact ? `${month}` : `${dayOfMonth} ${month}`;
};

const chart = ({ Plot, draw }: Drawing, city: string, cells: readonly Cell[]): Html => {
  const weeks = (cells.at(-1)?.week ?? 0) + 1;
  const isCompact = weeks > MOST_TALL_WEEKS;
  const size = isCompact ? FLAT : TALL;
  const place = { x: 'weekday', y: 'week' } as const;
  return draw({
    label: `Calendar of daily PM2.5 in ${city} by US EPA AQI`,
    width: 7 * size.width + 2,
    height: weeks * size.height + 24,
    margin: 1,
    marginTop: 22,
    fontSize: 11,
    x: { domain: WEEKDAYS, axis: 'top', label: null, tickSize: 0, padding: 0.06 },
    y: { type: 'band', axis: null, padding: 0.06 },
    color: { type: 'identity' },
    marks: [
      Plot.cell(cells, {
        ...place,
        rx: 4,
        fill: ({ day }: Cell) => day?.colour ?? 'var(--gap)',
        stroke: 'var(--outline)',
        strokeWidth: 0.8,
        title: describe,
      }),
      Plot.text(cells, {
        ...place,
        text: (cell: Cell) => dateLabel(cell, cells.indexOf(cell), isCompact),
        fontSize: 9.5,
        textAnchor: 'start',
        dx: -size.width / 2 + 6,
        dy: isCompact ? 1 : -size.height / 2 + 11,
        fill: ({ day }: Cell) => (day?.colour ? inkOn(day.colour) : 'var(--muted)'),
        pointerEvents: 'none',
      }),
      Plot.text(cells, {
        ...place,
        text: ({ day }: Cell) => (day?.aqi === null || day === undefined ? '–' : String(day.aqi)),
        fontSize: isCompact ? 12 : 16,
        fontWeight: 600,
        dy: isCompact ? 1 : 5,
        dx: isCompact ? 12 : 0,
        fill: ({ day }: Cell) => (day?.colour ? inkOn(day.colour) : 'var(--muted)'),
        pointerEvents: 'none',
      }),
    ],
  });
};

const range = ({ from, to, isLast }: AqiCategory): string => (isLast ? `${from} and above` : `${from}–${to}`);

/** The categories of the index with their colours, and where the rule stands. */
export const aqiLegend = (scale: readonly AqiCategory[]): Html =>
  html`<ul class="legend">${scale.map(
    (category) =>
      html`<li><svg class="swatch square" aria-hidden="true" viewBox="0 0 14 14"><rect x="1" y="1" width="12" height="12" rx="2" fill="${category.colour}" class="outlined"/></svg>${range(category)} ${category.category}</li>`,
  )}</ul><p class="note">US EPA Air Quality Index of PM₂.₅ by the mean of a local day (${scale[0]?.year ?? ''}). ${scale[0]?.source ?? ''}. A dash is a day of too few hours. An index of a day, not of an hour.</p>`;

/** A calendar of the daily index of PM2.5 for each city. */
export const calendars = (drawing: Drawing, { cities, days }: ReportFacts): Html[] =>
  cities.flatMap(({ name }) => {
    const ofCity = days.filter(({ city, pollutant }) => city === name && pollutant === 'pm25');
    if (ofCity.length === 0) return [];
    return [
      figure({
        title: `${name}: daily PM₂.₅`,
        subtitle: 'US EPA AQI of each local day; the number is the index.',
        body: html`<div class="fixed">${chart(drawing, name, cellsOf(ofCity))}</div>`,
        data: table(
          ['Day', 'AQI', 'Category', 'Mean, µg/m³', 'Hours'],
          ofCity.map((day) => [day.date, day.aqi ?? '–', day.category ?? '–', decimal(day.mean, 1), day.hours]),
        ),
      }),
    ];
  });
