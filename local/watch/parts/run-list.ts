import { type Html, html } from '../../report/html';
import { decimal } from '../../report/words';
import { duration, RUN_LOOKS, signOf } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo, shownRun, type View } from '../view';
import { citiesOf, rowsOf, windowOf } from './run-facts';

/** `2026-11-26 06:36:17`, in UTC. */
const startOf = ({ startedAt }: WatchedRun): string => startedAt.slice(0, 19).replace('T', ' ');

const line = (run: WatchedRun, shown: WatchedRun | undefined, view: View, nowMs: number): Html => {
  const { id, name, status, startedAtMs, endedAtMs, audit } = run;
  const look = RUN_LOOKS[status];
  const isShown = id === shown?.id;
  const rows = rowsOf(run);
  const link = html`<a href="${linkTo({ run: id })}">${startOf(run)}</a>`;
  const compare =
    isShown || shown === undefined
      ? null
      : html`<a href="${linkTo({ run: shown.id, with: id })}" aria-label="Compare with ${startOf(run)}">compare</a>`;
  const cells = html`<th scope="row">${link}<br><span class="muted">${name}</span></th>
<td>${signOf(look)} ${look.word}</td>
<td>${duration((endedAtMs ?? nowMs) - startedAtMs)}</td>
<td>${windowOf(run)}</td>
<td>${citiesOf(run)}</td>
<td class="number">${rows === null ? '–' : decimal(rows, 0)}</td>
<td>${String(audit?.['status'] ?? '–')}</td>
<td>${compare}</td>`;
  return isShown || id === view.with
    ? html`<tr class="shown" aria-current="true">${cells}</tr>`
    : html`<tr>${cells}</tr>`;
};

/** The runs of the folder, the newest first, each with what its audit row says. */
export const runList = (runs: readonly WatchedRun[], view: View, nowMs: number): Html => {
  const shown = shownRun(runs, view);
  return html`<h2>Runs of this folder</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Runs of this folder"><table>
<thead><tr>${['Started (UTC)', 'Status', 'Took', 'Window (UTC)', 'Cities', 'Rows loaded', 'Audit', 'Compare'].map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${runs.map((run) => line(run, shown, view, nowMs))}</tbody>
</table></div>
${view.run === undefined ? null : html`<p class="note"><a href="?">Follow the newest run</a>, whichever that is.</p>`}`;
};
