import type { Row } from './ask';
import { type Html, html } from './html';
import { counted, decimal } from './words';

interface Box {
  readonly label: string;
  readonly count: number;
  readonly tone?: 'good' | 'lost';
}

const box = ({ label, count, tone }: Box): Html =>
  html`<div class="count ${tone ?? ''}"><b>${decimal(count, 0)}</b><span>${label}</span></div>`;

const sign = (isEqual: boolean): Html =>
  isEqual ? html`<span class="sign">=</span>` : html`<span class="sign broken" role="img" aria-label="is not">≠</span>`;

const sum = (boxes: readonly Box[]): number => boxes.reduce((total, { count }) => total + count, 0);

/** Boxes that share a place, with a plus between them. */
const addends = (boxes: readonly Box[]): Html =>
  html`<div class="addends">${boxes.map((one, index) => html`${index === 0 ? null : html`<span class="sign">+</span>`}${box(one)}`)}</div>`;

/**
 * The audit equation of a run from left to right: what was extracted is what was read, what was read is accounted for,
 * what was staged is loaded.
 */
export const auditStrip = (audit: Row): Html => {
  const count = (column: string): number => Number(audit[column] ?? 0);
  const optional = (label: string, column: string): Box[] =>
    count(column) === 0 ? [] : [{ label, count: count(column) }];
  const extracted = count('rows_extracted');
  const read = count('rows_read');
  const source = extracted - count('rows_superseded') + count('rows_adopted');
  const outcomes: Box[] = [
    { label: 'duplicates', count: count('rows_duplicate') },
    {
      label: 'rejected',
      count: count('rows_rejected'),
      ...(count('rows_rejected') > 0 && { tone: 'lost' as const }),
    },
    { label: 'staged', count: count('rows_staged') },
  ];
  const ends: Box[] = [
    ...optional('outdated', 'rows_outdated'),
    { label: 'loaded', count: count('rows_loaded'), tone: 'good' },
  ];
  const status = String(audit['status']);
  return html`<div class="strip" role="group" aria-label="Audit equation">
${box({ label: 'extracted', count: extracted })}
${extracted === source ? null : html`<div class="aside">− ${decimal(count('rows_superseded'), 0)} superseded<br>+ ${decimal(count('rows_adopted'), 0)} adopted</div>`}
${sign(source === read)}
${box({ label: 'read', count: read })}
${sign(sum(outcomes) === read)}
${addends(outcomes)}
<span class="arrow" aria-hidden="true">→</span>
${addends(ends)}
</div>
<p class="verdict ${status}"><b>${status === 'passed' ? '✓ Every row is accounted for.' : status === 'failed' ? '✕ The run does not reconcile.' : 'Not checked yet.'}</b>
${audit['detail'] === null ? null : String(audit['detail'])}. ${counted(count('values_missing'), 'hour')} came without a value, ${counted(count('values_nulled'), 'value')} became null, ${counted(count('requests'), 'request')} to OpenAQ.</p>`;
};
