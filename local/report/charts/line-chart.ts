import { HOUR_MS } from '../../../lambdas/shared/domain/window';
import type { Limit, Mean, ReportFacts } from '../facts';
import type { Html } from '../html';
import { stepsOf } from '../steps';
import { decimal, hourLabel, NAMES, unique } from '../words';
import type { Drawing } from './draw';
import { offsetsOf, ticksOf } from './time-axis';

/** Strips across a chart that tell their values on touch; with more steps than these a strip covers several. */
const MOST_STRIPS = 200;

/** What a line shows at a step; NaN where there is nothing, so that the line breaks. */
interface Point {
  readonly city: string;
  readonly at: Date;
  readonly localTime: string;
  readonly mean: number;
}

const STEP_WORDS = { hour: 'Hourly', day: 'Daily', month: 'Monthly' } as const;

const seriesOf = (city: string, means: readonly Mean[], facts: ReportFacts): Point[] => {
  const ofCity = means.filter((mean) => mean.city === city);
  const known = new Map(ofCity.map((mean) => [mean.at.getTime(), mean]));
  // The hours of some zones start at :30 or :45 in UTC: the minute is part of the grid.
  const minute = facts.extent.step === 'hour' ? (ofCity[0]?.at.getTime() ?? 0) % HOUR_MS : 0;
  return stepsOf(facts).map((step) => {
    const found = known.get(step + minute);
    return { city, at: new Date(step + minute), localTime: found?.localTime ?? '', mean: found?.mean ?? Number.NaN };
  });
};

/** Steps beside which both neighbours lack: a line cannot show them. */
const isAlone = (series: readonly Point[], index: number): boolean =>
  !Number.isNaN(series[index]?.mean) &&
  Number.isNaN(series[index - 1]?.mean ?? Number.NaN) &&
  Number.isNaN(series[index + 1]?.mean ?? Number.NaN);

interface Strip {
  readonly from: Date;
  readonly to: Date;
  readonly title: string;
}

/** What a strip tells of a city: its value on both clocks, or the range of several. */
const sayOf = (points: readonly Point[], step: ReportFacts['extent']['step']): string => {
  const measured = points.filter(({ mean }) => !Number.isNaN(mean));
  const [first] = measured;
  if (first === undefined) return `${points[0]?.city ?? ''}: no value`;
  const clock = step === 'hour' ? ` (${first.localTime} there)` : '';
  const means = measured.map(({ mean }) => mean);
  const [least, most] = [decimal(Math.min(...means), 1), decimal(Math.max(...means), 1)];
  return `${first.city}${clock}: ${least === most ? least : `${least} to ${most}`} µg/m³`;
};

/** Strips from step to step over the whole height, so that a finger need not meet a line. */
const stripsOf = (series: readonly Point[][], { window, extent: { step } }: ReportFacts): Strip[] => {
  const times = series[0]?.map(({ at }) => at) ?? [];
  const size = Math.ceil(times.length / MOST_STRIPS);
  return times
    .filter((_, index) => index % size === 0)
    .map((from, index) => {
      const to = times[(index + 1) * size] ?? new Date(window.end);
      const [shown, last] = [from, times[Math.min((index + 1) * size, times.length) - 1] ?? from].map((at) =>
        step === 'hour' ? hourLabel(at) : at.toISOString().slice(0, step === 'day' ? 10 : 7),
      );
      const head = `${shown === last ? shown : `${shown} to ${last}`}${step === 'hour' ? ' UTC' : ''}`;
      const values = series.map((points) => sayOf(points.slice(index * size, (index + 1) * size), step));
      return { from, to, title: [head, ...values].join('\n') };
    });
};

/** The clock that the drawn cities share; undefined where they have several. */
export const sharedZone = ({ cityCounts, extent }: ReportFacts): string | undefined => {
  const zones = unique(
    extent.cities.flatMap(({ name }) => cityCounts.find(({ city }) => city === name)?.timeZone ?? []),
  );
  return zones.length === 1 ? zones[0] : undefined;
};

type Marks = NonNullable<NonNullable<Parameters<Drawing['draw']>[0]['marks']>>;

/** The axes of time: of hours in local time below and in UTC above, or in UTC alone; days and months are local ones. */
const timeAxes = ({ Plot }: Drawing, facts: ReportFacts, means: readonly Mean[], isWide: boolean): Marks => {
  const { window, extent } = facts;
  if (extent.step !== 'hour')
    return [Plot.axisX({ anchor: 'bottom', ticks: isWide ? 8 : 4, label: null, tickSize: 4 })];
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  const axis = (anchor: 'top' | 'bottom', clock: string, offsetAt: (at: number) => number) => {
    const ticks = ticksOf(start, end, offsetAt, isWide ? 9 : 4);
    return Plot.axisX(
      ticks.map(({ at }) => at),
      {
        anchor,
        label: clock,
        labelArrow: 'none',
        labelAnchor: 'right',
        tickSize: 4,
        tickFormat: (at: Date) => ticks.find((tick) => tick.at.getTime() === at.getTime())?.text ?? '',
      },
    );
  };
  const zone = sharedZone(facts);
  if (zone === undefined || zone === 'UTC') return [axis('bottom', 'UTC', () => 0)];
  return [axis('bottom', `local time, ${zone}`, offsetsOf(means)), axis('top', 'UTC', () => 0)];
};

/** Draws a line for each drawn city, and the limits of a day. */
export const lineChart = (
  drawing: Drawing,
  facts: ReportFacts,
  pollutant: string,
  limits: readonly Limit[],
  width: number,
): Html => {
  const { Plot, draw } = drawing;
  const { extent, window } = facts;
  const isWide = width > 500;
  const means = facts.means.filter((mean) => mean.pollutant === pollutant);
  const cities = extent.cities.map(({ name }) => name);
  const colour = (city: string): string => `var(--series-${cities.indexOf(city) + 1})`;
  const series = cities.map((city) => seriesOf(city, means, facts));
  const top = Math.max(1, ...means.map(({ mean }) => mean));
  // A limit far above every value would flatten the lines; the text below the chart has it all the same.
  const drawn = limits.filter(({ limit }) => limit <= top * 1.6);
  return draw({
    label: `${STEP_WORDS[extent.step]} ${NAMES[pollutant] ?? pollutant} in ${cities.join(' and ')}, micrograms per cubic metre`,
    width,
    height: (isWide ? 290 : 230) + (extent.step === 'hour' ? 20 : 0),
    marginLeft: 40,
    marginRight: 88,
    marginTop: extent.step === 'hour' ? 46 : 26,
    marginBottom: 40,
    fontSize: 12,
    x: { type: 'utc', domain: [new Date(window.start), new Date(window.end)] },
    y: {
      label: 'µg/m³',
      grid: true,
      ticks: 5,
      domain: [0, Math.max(top, ...drawn.map(({ limit }) => limit)) * 1.06],
      labelArrow: 'none',
    },
    marks: [
      ...timeAxes(drawing, facts, means, isWide),
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
        x: () => new Date(window.end),
        y: 'limit',
        text: ({ standard, limit }: Limit) => `${standard}\n${decimal(limit, 0)} in 24 h`,
        textAnchor: 'start',
        lineAnchor: 'middle',
        dx: 6,
        fontSize: 11,
        fill: 'var(--limit)',
      }),
      // A phone has nothing that hovers.
      ...(isWide
        ? [Plot.rect(stripsOf(series, facts), { x1: 'from', x2: 'to', fill: 'transparent', title: 'title' })]
        : []),
    ],
  } as Parameters<Drawing['draw']>[0]);
};
