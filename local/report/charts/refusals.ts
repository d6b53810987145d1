import type { ReportFacts } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { asWords, decimal } from '../words';
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
          'Numbers of OpenAQ that are no readings. They became null in the newest run, never zero. Their hours: flagged_values.',
          Object.entries(run.nulledValues)
            .filter(([, count]) => count > 0)
            .map(([reason, count]) => ({ label: asWords(reason), count })),
          'No value was nulled in the newest run.',
        ),
      ]),
];
