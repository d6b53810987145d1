import type { ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { asWords, counted, decimal } from '../words';
import { barChart } from './bars';
import type { Drawing } from './draw';

interface Count {
  readonly label: string;
  readonly count: number;
}

/** Reasons of which there is a bar each, those with most; the table has all. */
const MOST_BARS = 20;

const bars = (drawing: Drawing, label: string, counts: readonly Count[]): Html =>
  barChart(
    drawing,
    label,
    [...counts]
      .sort((one, other) => other.count - one.count)
      .slice(0, MOST_BARS)
      .map((bar) => ({
        label: bar.label,
        value: bar.count,
        text: decimal(bar.count, 0),
        title: `${bar.label}: ${bar.count}`,
      })),
  );

const countFigure = (drawing: Drawing, title: string, subtitle: string, counts: readonly Count[], none: string): Html =>
  figure({
    title,
    subtitle: counts.length > MOST_BARS ? `${subtitle} The ${MOST_BARS} highest of ${counts.length}.` : subtitle,
    body: counts.length === 0 ? html`<p class="empty">${none}</p>` : bars(drawing, title, counts),
    data: table(
      ['Reason', 'Count'],
      counts.map(({ label, count }) => [label, count]),
    ),
  });

/** Rows that the transform refused, and values that extraction turned into null, each by reason. */
export const refusals = (drawing: Drawing, { rejected, run }: ReportFacts): Html[] => [
  countFigure(
    drawing,
    'Rejected rows by reason',
    'Kept in rejected_measurements with the values as they were read.',
    rejected.map(({ city, reason, rows }) => ({ label: `${asWords(reason)}, ${city}`, count: rows })),
    'No row of this window was rejected.',
  ),
  ...(run === undefined
    ? []
    : [
        countFigure(
          drawing,
          'Nulled values by reason',
          'Numbers of OpenAQ that are no readings. They became null in the newest run, never zero.',
          Object.entries(run.nulledValues)
            .filter(([, count]) => count > 0)
            .map(([reason, count]) => ({ label: asWords(reason), count })),
          'No value was nulled in the newest run.',
        ),
      ]),
];

interface Step {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isDone: boolean;
}

const timeline = ({ Plot, draw }: Drawing, steps: readonly Step[], width: number): Html =>
  draw({
    label: 'States of the run on a time line, in seconds',
    width,
    height: steps.length * 24 + 40,
    marginLeft: width > 500 ? 260 : 160,
    marginRight: 50,
    marginTop: 4,
    marginBottom: 34,
    fontSize: 12,
    x: { label: 'seconds since the start', labelArrow: 'none', grid: true, ticks: width > 500 ? 8 : 3 },
    y: { label: null, tickSize: 0, domain: steps.map(({ label }) => label) },
    marks: [
      Plot.barX(steps, {
        x1: 'from',
        x2: ({ from, to }: Step) => Math.max(to, from + 0.002),
        y: 'label',
        inset: 4,
        fill: ({ isDone }: Step) => (isDone ? 'var(--series-1)' : 'var(--bad)'),
        title: ({ label, from, to, isDone }: Step) =>
          `${label}: ${(to - from).toFixed(2)} s${isDone ? '' : ', not done'}`,
      }),
      Plot.text(steps, {
        x: 'to',
        y: 'label',
        text: ({ from, to, isDone }: Step) => `${(to - from).toFixed(2)} s${isDone ? '' : ' ✕'}`,
        textAnchor: 'start',
        dx: 5,
        fill: 'currentColor',
        fontSize: 11,
      }),
    ],
  });

/** The newest run, state by state, each at the time at which it was at work. */
export const runTimeline = (drawing: Drawing, { run }: ReportFacts): Html[] => {
  const start = run?.states[0]?.startedAtMs;
  if (run === undefined || start === undefined) return [];
  const seen = new Map<string, number>();
  const steps = run.states.map(({ name, item, startedAtMs, endedAtMs, isDone }) => {
    const said = item === null ? name : `${name} ${item.replace(/ \d{4}-.*$/, '')}`;
    const times = (seen.get(said) ?? 0) + 1;
    seen.set(said, times);
    return {
      label: times === 1 ? said : `${said} (${times})`,
      from: (startedAtMs - start) / 1_000,
      to: (endedAtMs - start) / 1_000,
      isDone,
    };
  });
  const shown = steps.slice(0, 60);
  return [
    figure({
      title: 'The run, state by state',
      subtitle: `${run.runId}: ${counted(steps.length, 'state')}${shown.length < steps.length ? `, the first ${shown.length}` : ''}. A cross is a state that did not end.`,
      body: html`<div class="wide">${timeline(drawing, shown, 1040)}</div><div class="narrow">${timeline(drawing, shown, 380)}</div>`,
      data: table(
        ['State', 'From, s', 'Seconds', 'Done'],
        steps.map(({ label, from, to, isDone }) => [
          label,
          from.toFixed(2),
          (to - from).toFixed(2),
          isDone ? 'yes' : 'no',
        ]),
      ),
    }),
  ];
};
