import type { LimitDays, LimitYear, ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { counted, decimal, NAMES, unique } from '../words';
import { type Bar, barChart } from './bars';
import type { Drawing } from './draw';

/** Bars of a limit that one still compares, those with most above; the table behind them has all. */
const MOST_BARS = 12;

const nameOf = (pollutant: string): string => NAMES[pollutant] ?? pollutant;

interface Cited {
  readonly standard: string;
  readonly limit: number;
  readonly year: number;
  readonly source: string;
}

type Ranked = Bar & { readonly rank: number };

/** The bars beside one limit, below its name, value and source. */
const beside = (drawing: Drawing, cited: Cited, averaging: string, all: readonly Ranked[], highest?: number): Html => {
  const { standard, limit, year, source } = cited;
  const chosen = [...all].sort((one, other) => other.rank - one.rank).slice(0, MOST_BARS);
  const bars = all.filter((bar) => chosen.includes(bar));
  return html`<h4>${standard}, ${averaging}: ${decimal(limit, 0)} µg/m³</h4><p class="note">${source} (${year}).${
    all.length > MOST_BARS ? ` The ${MOST_BARS} highest of ${all.length}; the numbers below have all.` : ''
  }</p>${barChart(drawing, `${standard}, ${averaging}`, bars, { textWidth: 84, ...(highest !== undefined && { highest }) })}`;
};

const dayFigure = (drawing: Drawing, pollutant: string, rows: readonly LimitDays[]): Html =>
  figure({
    title: `${nameOf(pollutant)}: days above each limit`,
    subtitle:
      'Local days on which a station was above, of the days that can be judged. A day above a guideline of WHO is an exceedance, not yet a breach.',
    body: html`${unique(rows.map(({ standard, averaging }) => `${averaging} ${standard}`)).map((key) => {
      const ofLimit = rows.filter(({ standard, averaging }) => `${averaging} ${standard}` === key);
      const [cited] = ofLimit as [LimitDays];
      const bars = ofLimit.map(({ city, exceeded, compared, highest }) => ({
        label: city,
        value: exceeded / compared,
        rank: exceeded / compared,
        text: `${exceeded} of ${compared}`,
        title: `${city}: ${exceeded} of ${counted(compared, 'day')} above; the highest has ${decimal(highest, 1)} µg/m³`,
        fill: 'var(--limit)',
      }));
      return beside(drawing, cited, cited.averaging, bars, 1);
    })}`,
    data: table(
      ['City', 'Standard', 'Averaging', 'Limit, µg/m³', 'Days', 'Above', 'Highest, µg/m³'],
      rows.map((row) => [
        row.city,
        row.standard,
        row.averaging,
        decimal(row.limit, 0),
        row.compared,
        row.exceeded,
        decimal(row.highest, 1),
      ]),
    ),
  });

const yearFigure = (drawing: Drawing, pollutant: string, rows: readonly LimitYear[]): Html =>
  figure({
    title: `${nameOf(pollutant)}: annual means`,
    subtitle:
      'The station with the highest mean of each city. Only of complete years: 75 % of the days of each quarter count (the rule of US EPA for PM₂.₅: 40 CFR part 50, appendix N, 4.1(b)).',
    body: html`${unique(rows.map(({ standard }) => standard)).map((standard) => {
      const ofLimit = rows.filter((row) => row.standard === standard);
      const [cited] = ofLimit as [LimitYear];
      const bars = ofLimit.map(({ city, localYear, mean, timesLimit }) => ({
        label: `${city}, ${localYear}`,
        value: mean,
        rank: mean,
        text: `${decimal(mean, 1)}, ×${decimal(timesLimit, 1)}`,
        title: `${city}, ${localYear}: ${decimal(mean, 1)} µg/m³, ${decimal(timesLimit, 1)} times the limit`,
        fill: timesLimit > 1 ? 'var(--limit)' : 'var(--ok)',
      }));
      return beside(drawing, cited, 'annual mean', bars);
    })}`,
    data: table(
      ['City', 'Year', 'Mean, µg/m³', 'Standard', 'Limit, µg/m³', 'Times the limit'],
      rows.map((row) => [
        row.city,
        row.localYear,
        decimal(row.mean, 1),
        row.standard,
        decimal(row.limit, 0),
        decimal(row.timesLimit, 2),
      ]),
    ),
  });

/** Days above each limit by pollutant and city, and annual means of the years that are complete enough to have one. */
export const exceedances = (drawing: Drawing, { limitDays, limitYears }: ReportFacts): Html[] => [
  ...unique(limitDays.map(({ pollutant }) => pollutant)).map((pollutant) =>
    dayFigure(
      drawing,
      pollutant,
      limitDays.filter((row) => row.pollutant === pollutant),
    ),
  ),
  ...unique(limitYears.map(({ pollutant }) => pollutant)).map((pollutant) =>
    yearFigure(
      drawing,
      pollutant,
      limitYears.filter((row) => row.pollutant === pollutant),
    ),
  ),
];
