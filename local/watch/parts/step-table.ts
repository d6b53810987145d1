import { type Html, html } from '../../report/html';
import type { Visit } from '../../workflow/visits';
import { duration, lengthOf, lookOf, signOf } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo, type View } from '../view';

/** Visits that are listed at most, the newest; the drawing has every state. */
const MOST_VISITS = 400;

const row = (visit: Visit, { startedAtMs }: WatchedRun, view: View, nowMs: number): Html => {
  const { state, index, item, enteredAtMs, failures } = visit;
  const look = lookOf([visit]);
  const link = linkTo({ ...view, state, item: index === undefined ? undefined : String(index) });
  return html`<tr><th scope="row"><a href="${link}">${state}</a>${item === null ? null : html`<br><span class="muted">${item}</span>`}</th>
<td>${signOf(look)} ${look.word}</td>
<td class="number">${((enteredAtMs - startedAtMs) / 1_000).toFixed(2)}</td>
<td class="number">${duration(lengthOf(visit, nowMs))}</td>
<td class="number">${failures.length === 0 ? '–' : failures.length}</td></tr>`;
};

/** What the run did, in the order in which it did it: the drawing in words. */
export const stepTable = (run: WatchedRun, view: View, nowMs: number): Html => {
  const shown = run.visits.slice(-MOST_VISITS);
  const cut = run.visits.length - shown.length;
  return html`<h2>Step by step</h2>
${cut > 0 ? html`<p class="note">The newest ${MOST_VISITS} of ${run.visits.length} visits</p>` : null}
<div class="scroll" tabindex="0" role="region" aria-label="Step by step"><table>
<thead><tr>${['State', 'Status', 'Entered after, s', 'Took', 'Tries that failed'].map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${shown.map((visit) => row(visit, run, view, nowMs))}</tbody>
</table></div>`;
};
