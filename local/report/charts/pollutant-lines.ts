import { DAY_MS } from '../../../lambdas/shared/domain/window';
import { hoursOf, type Limit, offsetOf, type ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { decimal, hourLabel, NAMES } from '../words';
import type { Drawing } from './draw';

/** With more points a chart has no tooltip for each: the file would grow by a hundred bytes a point. */
const MOST_TOOLTIPS = 800;

/** Wide for a desk and for paper, narrow for a phone: a scaled text is too small to read on one of them. */
const WIDTHS = { wide: 1040, narrow: 380 } as const;

/** A longer window shows days: its hours are a blur, and a file of them is large. */
const MOST_DAYS_OF_HOURS = 62;

/** What a line shows at a time; NaN where there is nothing, so that the line breaks. */
interface Point {
  readonly city: string;
  readonly at: Date;
  readonly mean: number;
}

const isLong = ({ window }: ReportFacts): boolean =>
  Date.parse(window.end) - Date.parse(window.start) > MOST_DAYS_OF_HOURS * DAY_MS;

const hourlySeries = (city: string, pollutant: string, { hours, window }: ReportFacts): Point[] => {
  const ofCity = hours.filter((hour) => hour.city === city && hour.pollutant === pollutant);
  const means = new Map(ofCity.map(({ at, mean }) => [at.getTime(), mean]));
  const offset = offsetOf(ofCity);
  return hoursOf(window).map((hour) => {
    const at = new Date(hour.getTime() + offset);
    return { city, at, mean: means.get(at.getTime()) ?? Number.NaN };
  });
};

/** Days that have a mean; one of too few hours has none. */
const dailySeries = (city: string, pollutant: string, { days, window }: ReportFacts): Point[] => {
  const means = new Map(
    days.filter((day) => day.city === city && day.pollutant === pollutant).map(({ date, mean }) => [date, mean]),
  );
  return hoursOf(window)
    .filter((hour) => hour.getUTCHours() === 0)
    .map((at) => ({ city, at, mean: means.get(at.toISOString().slice(0, 10)) ?? Number.NaN }));
};

/** Hours beside which both neighbours lack: a line cannot show them. */
const isAlone = (series: readonly { mean: number }[], index: number): boolean =>
  !Number.isNaN(series[index]?.mean) &&
  Number.isNaN(series[index - 1]?.mean ?? Number.NaN) &&
  Number.isNaN(series[index + 1]?.mean ?? Number.NaN);

const limitLabel = ({ standard, limit }: Limit): string => `${standard}\n${decimal(limit, 0)} in 24 h`;

const chart = (
  { Plot, draw }: Drawing,
  facts: ReportFacts,
  pollutant: string,
  limits: readonly Limit[],
  width: number,
): Html => {
  const cities = facts.cities.map(({ name }) => name);
  const colour = (city: string): string => `var(--series-${(cities.indexOf(city) % 6) + 1})`;
  const series = cities.map((city) => (isLong(facts) ? dailySeries : hourlySeries)(city, pollutant, facts));
  const measured = series.flat().filter(({ mean }) => !Number.isNaN(mean));
  const top = Math.max(1, ...measured.map(({ mean }) => mean));
  // A limit far above every value would flatten the lines; the text below the chart has it all the same.
  const drawn = limits.filter(({ limit }) => limit <= top * 1.6);
  return draw({
    label: `${isLong(facts) ? 'Daily' : 'Hourly'} ${NAMES[pollutant] ?? pollutant} in ${cities.join(' and ')}, micrograms per cubic metre`,
    width,
    height: width > 500 ? 280 : 230,
    marginLeft: 40,
    marginRight: 88,
    marginTop: 22,
    fontSize: 12,
    x: {
      type: 'utc',
      label: null,
      ticks: width > 500 ? 8 : 4,
      domain: [new Date(facts.window.start), new Date(facts.window.end)],
    },
    y: {
      label: 'µg/m³',
      grid: true,
      ticks: 5,
      domain: [0, Math.max(top, ...drawn.map(({ limit }) => limit)) * 1.06],
      labelArrow: 'none',
    },
    marks: [
      Plot.ruleY(drawn, { y: 'limit', stroke: 'var(--limit)', strokeDasharray: '5 4', strokeWidth: 1.3 }),
      ...series.map((points, index) =>
        Plot.lineY(points, { x: 'at', y: 'mean', stroke: colour(cities[index] as string), strokeWidth: 1.7 }),
      ),
      ...series.map((points, index) =>
        Plot.dot(
          points.filter((_, at) => isAlone(points, at)),
          { x: 'at', y: 'mean', r: 1.8, fill: colour(cities[index] as string) },
        ),
      ),
      Plot.text(drawn, {
        x: () => new Date(facts.window.end),
        y: 'limit',
        text: limitLabel,
        textAnchor: 'start',
        lineAnchor: 'middle',
        dx: 6,
        fontSize: 11,
        fill: 'var(--limit)',
      }),
      ...(measured.length > MOST_TOOLTIPS
        ? []
        : [
            Plot.dot(measured, {
              x: 'at',
              y: 'mean',
              r: 5,
              fill: 'transparent',
              title: ({ city, at, mean }: Point) =>
                `${city}, ${isLong(facts) ? hourLabel(at).slice(0, 10) : `${hourLabel(at)} UTC`}: ${decimal(mean, 1)} µg/m³`,
            }),
          ]),
    ],
  } as Parameters<Drawing['draw']>[0]);
};

const legend = (cities: readonly string[]): Html =>
  html`<ul class="legend">${cities.map(
    (city, index) =>
      html`<li><svg class="swatch" aria-hidden="true" viewBox="0 0 22 10"><line x1="0" y1="5" x2="22" y2="5" class="series-${(index % 6) + 1}"/></svg>${city}</li>`,
  )}</ul>`;

const citation = (limits: readonly Limit[]): Html | null =>
  limits.length === 0
    ? null
    : html`<p class="note">The limits are those of a mean of 24 hours; a single hour above one is no exceedance.</p><ul class="note">${limits.map(
        ({ standard, limit, year, source, note }) =>
          html`<li><b>${standard}: ${decimal(limit, 0)} µg/m³</b> in 24 hours (${year}). ${source}${note === null ? '' : `; ${note}`}.</li>`,
      )}</ul>`;

/** The hours of every pollutant that was measured, a line for each city, with the limits of a day. */
export const pollutantLines = (drawing: Drawing, facts: ReportFacts): Html[] =>
  [...new Set(facts.hours.map(({ pollutant }) => pollutant))].map((pollutant) => {
    const hours = facts.hours.filter((hour) => hour.pollutant === pollutant);
    const limits = facts.limits.filter((limit) => limit.pollutant === pollutant);
    const at = (width: number) => chart(drawing, facts, pollutant, limits, width);
    const name = NAMES[pollutant] ?? pollutant;
    const days = facts.days.filter((day) => day.pollutant === pollutant && day.mean !== null);
    return figure({
      title: isLong(facts) ? `${name}, day by day` : `${name}, hour by hour`,
      subtitle: isLong(facts)
        ? 'Mean of the stations of a city, µg/m³, local days. A gap is a day of too few hours.'
        : 'Mean of the stations of a city, µg/m³, hours in UTC. A gap is an hour without a value.',
      body: html`${legend(facts.cities.map((city) => city.name))}
        <div class="wide">${at(WIDTHS.wide)}</div><div class="narrow">${at(WIDTHS.narrow)}</div>${citation(limits)}`,
      data: isLong(facts)
        ? table(
            ['City', 'Day', 'µg/m³'],
            days.map((day) => [day.city, day.date, decimal(day.mean, 1)]),
          )
        : table(
            ['City', 'Hour (UTC)', 'µg/m³'],
            hours.map((hour) => [hour.city, hourLabel(hour.at), decimal(hour.mean, 1)]),
          ),
    });
  });
