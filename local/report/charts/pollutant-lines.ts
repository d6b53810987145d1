import { leftOut } from '../extent';
import type { Limit, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { decimal, hourLabel, NAMES, unique } from '../words';
import type { Drawing } from './draw';
import { lineChart, sharedZone } from './line-chart';

/** Wide for a desk and for paper, narrow for a phone: a scaled text is too small to read on one of them. */
const WIDTHS = { wide: 1040, narrow: 380 } as const;

const legend = (cities: readonly string[]): Html =>
  html`<ul class="legend">${cities.map(
    (city, index) =>
      html`<li><svg class="swatch" aria-hidden="true" viewBox="0 0 22 10"><line x1="0" y1="5" x2="22" y2="5" class="series-${index + 1}"/></svg>${city}</li>`,
  )}</ul>`;

const citation = (limits: readonly Limit[]): Html | null =>
  limits.length === 0
    ? null
    : html`<p class="note">The limits are those of a mean of 24 hours; a single hour above one is no exceedance.</p><ul class="note">${limits.map(
        ({ standard, limit, year, source, note }) =>
          html`<li><b>${standard}: ${decimal(limit, 0)} µg/m³</b> in 24 hours (${year}). ${source}${note === null ? '' : `; ${note}`}.</li>`,
      )}</ul>`;

/** What a point is, on whose clock, what a gap is, and where finer points are to be had. */
const subtitleOf = (facts: ReportFacts): string => {
  const { extent, cities } = facts;
  const zone = sharedZone(facts);
  const clock =
    zone === 'UTC'
      ? 'in UTC'
      : zone === undefined
        ? 'in UTC, since the cities have several clocks'
        : `in ${zone} (below) and UTC (above)`;
  const said = {
    hour: `hours ${clock}. A gap is an hour without a value.`,
    day: 'local days. A gap is a day of too few hours. Hours are drawn for fewer days or cities: openaq report --from --to --city.',
    month:
      'months. A gap is a month of which less than 75 % of the days count. Days and hours are drawn for fewer days: openaq report --from --to.',
  }[extent.step];
  return ['Mean of the stations of a city, µg/m³,', said, leftOut(extent.cities, cities)].join(' ').trim();
};

const HOW = { hour: 'hour by hour', day: 'day by day', month: 'month by month' } as const;

/** Every pollutant that was measured over time, a line for each drawn city, with the limits of a day. */
export const pollutantLines = (drawing: Drawing, facts: ReportFacts): Html[] =>
  unique(facts.means.map(({ pollutant }) => pollutant)).map((pollutant) => {
    const { step } = facts.extent;
    const means = facts.means.filter((mean) => mean.pollutant === pollutant);
    const limits = facts.limits.filter((limit) => limit.pollutant === pollutant);
    const at = (width: number) => lineChart(drawing, facts, pollutant, limits, width);
    return figure({
      title: `${NAMES[pollutant] ?? pollutant}, ${HOW[step]}`,
      subtitle: subtitleOf(facts),
      body: html`${legend(facts.extent.cities.map((city) => city.name))}
        <div class="wide">${at(WIDTHS.wide)}</div><div class="narrow">${at(WIDTHS.narrow)}</div>${citation(limits)}`,
      data:
        step === 'hour'
          ? table(
              ['City', 'Hour (UTC)', 'Local time', 'µg/m³'],
              means.map(({ city, at: start, localTime, mean }) => [
                city,
                hourLabel(start),
                localTime,
                decimal(mean, 1),
              ]),
            )
          : table(
              ['City', step === 'day' ? 'Day' : 'Month', 'µg/m³'],
              means.map(({ city, localTime, mean }) => [city, localTime, decimal(mean, 1)]),
            ),
    });
  });
