import type { StateSpan } from '../../workflow/run-record';
import type { ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, swatch, table } from '../parts';
import { counted, decimal, unique } from '../words';
import type { Drawing } from './draw';

/** Rows that one still reads. With more states those of the same name share a row. */
const MOST_ROWS = 60;

/** A failed try, in seconds since the start of the run. */
interface Failure {
  readonly label: string;
  readonly at: number;
  readonly title: string;
}

/** A state, or the states of a name, in seconds since the start of the run. */
interface Step {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isDone: boolean;
  readonly isWait: boolean;
  readonly failures: readonly Failure[];
}

const secondsOf = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;

const stepOf = (label: string, spans: readonly StateSpan[], startMs: number): Step => ({
  label,
  from: (Math.min(...spans.map(({ startedAtMs }) => startedAtMs)) - startMs) / 1_000,
  to: (Math.max(...spans.map(({ endedAtMs }) => endedAtMs)) - startMs) / 1_000,
  isDone: spans.every(({ isDone }) => isDone),
  isWait: /^Wait/.test(spans[0]?.name ?? ''),
  failures: spans.flatMap(({ failures }) =>
    failures.map(({ atMs, error, sentence }) => ({
      label,
      at: (atMs - startMs) / 1_000,
      title: `${label}, a try failed after ${secondsOf(atMs - startMs)}: ${error}: ${sentence}`,
    })),
  ),
});

/** A row for each state; the city of an item stands beside its name, and a state that came again is numbered. */
const stepsOf = (states: readonly StateSpan[], startMs: number): Step[] => {
  if (states.length > MOST_ROWS) {
    return unique(states.map(({ name }) => name))
      .slice(0, MOST_ROWS)
      .map((name) => {
        const spans = states.filter((state) => state.name === name);
        return stepOf(spans.length === 1 ? name : `${name}, ${decimal(spans.length, 0)} times`, spans, startMs);
      });
  }
  const seen = new Map<string, number>();
  return states.map((state) => {
    const said = state.item === null ? state.name : `${state.name} ${state.item.replace(/ \d{4}-.*$/, '')}`;
    const times = (seen.get(said) ?? 0) + 1;
    seen.set(said, times);
    return stepOf(times === 1 ? said : `${said} (${times})`, [state], startMs);
  });
};

/** What a step ended with: its seconds, the tries that were followed by another, and that it failed. */
const endOf = ({ from, to, isDone, failures }: Step): string => {
  const retries = failures.length - (isDone || failures.length === 0 ? 0 : 1);
  return [
    `${(to - from).toFixed(2)} s`,
    ...(retries > 0 ? [`tried again ${retries === 1 ? 'once' : `${retries} times`}`] : []),
    ...(isDone ? [] : ['✕ failed']),
  ].join(', ');
};

const fillOf = ({ isDone, isWait }: Step): string => {
  if (!isDone) return 'var(--bad)';
  return isWait ? 'var(--outline)' : 'var(--series-1)';
};

const chart = ({ Plot, draw }: Drawing, steps: readonly Step[], width: number): Html => {
  const isWide = width > 500;
  const marginLeft = isWide ? 260 : 150;
  const failures = steps.flatMap((step) => step.failures);
  const at = { x: 'at', y: 'label' } as const;
  const total = Math.max(...steps.map(({ to }) => to));
  return draw({
    label: 'States of the run on a time line, in seconds',
    width,
    height: steps.length * 24 + 40,
    marginLeft,
    marginRight: isWide ? 250 : 106,
    marginTop: 4,
    marginBottom: 34,
    fontSize: 12,
    x: { label: 'seconds since the start', labelArrow: 'none', grid: true, ticks: isWide ? 8 : 3 },
    y: { domain: steps.map(({ label }) => label) },
    marks: [
      Plot.axisY({ label: null, tickSize: 0, textOverflow: 'ellipsis', lineWidth: (marginLeft - 12) / 12 }),
      Plot.barX(steps, {
        x1: 'from',
        x2: ({ from, to }: Step) => Math.max(to, from + total / 500),
        y: 'label',
        // Above and below alone: at its ends it would shorten the bar.
        insetTop: 4,
        insetBottom: 4,
        fill: fillOf,
        title: (step: Step) => `${step.label}: ${endOf(step)}`,
      }),
      Plot.text(steps, {
        x: 'to',
        y: 'label',
        text: (step: Step) => (isWide ? endOf(step) : endOf(step).replace(/, tried again .*?(?=, |$)/, ' ↻')),
        textAnchor: 'start',
        dx: 11,
        fill: 'currentColor',
        fontSize: 11,
      }),
      // On a disc, since the bar of a state that failed has the colour of the sign.
      Plot.dot(failures, { ...at, r: 7, fill: 'var(--card)', stroke: 'var(--limit)', title: 'title' }),
      Plot.dot(failures, {
        ...at,
        symbol: 'times',
        r: 4,
        stroke: 'var(--limit)',
        strokeWidth: 2,
        pointerEvents: 'none',
      }),
    ],
  } as Parameters<Drawing['draw']>[0]);
};

const legend = html`<ul class="legend"><li>${swatch('work')}at work</li><li>${swatch('waiting')}waiting</li><li>${swatch('broken')}failed</li><li><svg class="swatch square" aria-hidden="true" viewBox="0 0 14 14"><path d="M3 3L11 11M11 3L3 11" class="cross"/></svg>a try that failed</li></ul>`;

/** The newest run, state by state, each at the time at which it was at work, with the tries that failed. */
export const runTimeline = (drawing: Drawing, { run }: ReportFacts): Html[] => {
  const start = run?.states[0]?.startedAtMs;
  if (run === undefined || start === undefined) return [];
  const steps = stepsOf(run.states, start);
  const isShort = steps.length < run.states.length;
  return [
    figure({
      title: 'The run, state by state',
      subtitle: `${run.runId}: ${counted(run.states.length, 'state')}${isShort ? '; those of a name, such as the work items, share a row' : ''}. Several lie side by side where cities are extracted at once.`,
      body: html`${legend}<div class="wide">${chart(drawing, steps, 1040)}</div><div class="narrow">${chart(drawing, steps, 380)}</div>`,
      data: table(
        ['State', 'From, s', 'Seconds', 'Done', 'Tries that failed'],
        steps.map(({ label, from, to, isDone, failures }) => [
          label,
          from.toFixed(2),
          (to - from).toFixed(2),
          isDone ? 'yes' : 'no',
          failures.length === 0
            ? '–'
            : failures.map(({ title }) => title.replace(/^.*?, a try failed /, '')).join('; '),
        ]),
      ),
    }),
  ];
};
