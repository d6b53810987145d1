import type { Row } from './ask';
import { type Html, html } from './html';
import { counted, decimal } from './words';

/** A count of the equation. */
interface Part {
  readonly label: string;
  /** What such a row is, for who sees the word for the first time. */
  readonly meaning: string;
  readonly count: number;
  readonly tone?: 'good' | 'lost';
}

/** What stands before a part. A sign that does not hold is told without colour, too. */
type Sign = '' | '=' | '≠' | '+';

const term = (sign: Sign, { label, meaning, count, tone }: Part): Html =>
  html`<li>${
    sign === '≠'
      ? html`<span class="sign broken" role="img" aria-label="is not">≠</span>`
      : html`<span class="sign">${sign}</span>`
  }<div class="count ${tone ?? ''}"><b>${decimal(count, 0)}</b> <span class="what">${label}</span> <span class="meaning">${meaning}</span></div></li>`;

const equals = (one: number, other: number): Sign => (one === other ? '=' : '≠');

/** What became of the rows, in a sentence. */
const inWords = (read: number, loaded: number, rejected: number, duplicate: number, outdated: number): string => {
  const others = [
    ...(rejected > 0 ? [`${counted(rejected, 'row')} rejected and kept with the reason`] : []),
    ...(duplicate > 0 ? [`${counted(duplicate, 'duplicate')} left out`] : []),
    ...(outdated > 0 ? [`${counted(outdated, 'row')} older than what the warehouse has`] : []),
  ];
  const said = `Of ${counted(read, 'row')} that were read, ${decimal(loaded, 0)} are in the warehouse`;
  return others.length === 0 ? `${said}: all of them.` : `${said}; ${others.join(', ')}.`;
};

/**
 * The audit equation of a run from left to right: what was extracted is what was read, and what was read is in the
 * warehouse, or elsewhere with its reason. Each part says what it is.
 */
export const auditStrip = (audit: Row): Html => {
  const count = (column: string): number => Number(audit[column] ?? 0);
  const [extracted, read, loaded, rejected, duplicate, outdated] = (
    ['extracted', 'read', 'loaded', 'rejected', 'duplicate', 'outdated'] as const
  ).map((name) => count(`rows_${name}`)) as [number, number, number, number, number, number];
  const [superseded, adopted] = [count('rows_superseded'), count('rows_adopted')];
  const parts: Part[] = [
    { label: 'loaded', meaning: 'in the warehouse', count: loaded, tone: 'good' },
    { label: 'rejected', meaning: 'kept, with the reason', count: rejected, ...(rejected > 0 && { tone: 'lost' }) },
    { label: 'duplicates', meaning: 'same station and hour', count: duplicate },
    ...(outdated === 0 ? [] : [{ label: 'outdated', meaning: 'a newer answer is there', count: outdated }]),
  ];
  const sum = parts.reduce((total, part) => total + part.count, 0);
  const status = String(audit['status']);
  return html`<ul class="strip" aria-label="Audit equation: where each row went">
${term('', { label: 'extracted', meaning: 'hours that OpenAQ gave', count: extracted })}
${superseded + adopted === 0 ? null : html`<li class="aside">− ${decimal(superseded, 0)} superseded by a newer run<br>+ ${decimal(adopted, 0)} adopted from it</li>`}
${term(equals(extracted - superseded + adopted, read), { label: 'read', meaning: 'from the files in S3', count: read })}
${parts.map((part, index) => term(index === 0 ? equals(sum, read) : '+', part))}
</ul>
<p class="verdict ${status}"><b>${status === 'passed' ? '✓ Every row is accounted for.' : status === 'failed' ? '✕ The run does not reconcile.' : 'Not checked yet.'}</b>
${inWords(read, loaded, rejected, duplicate, outdated)} ${counted(count('values_missing'), 'hour')} came without a value, ${counted(count('values_nulled'), 'value')} became null, ${counted(count('requests'), 'request')} to OpenAQ.${audit['detail'] === null || audit['detail'] === undefined ? null : html`<br>The check: ${String(audit['detail'])}.`}</p>`;
};
