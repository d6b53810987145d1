import { toSentence } from '../../../lambdas/shared/domain/cause-sentence';
import { auditStrip } from '../../report/audit-strip';
import { type Html, html } from '../../report/html';
import { counted, unique } from '../../report/words';
import type { Visit } from '../../workflow/visits';
import { jsonTree } from '../json-tree';
import { duration, lookOf, RUN_LOOKS, signOf } from '../looks';
import type { WatchedRun } from '../runs';
import type { View } from '../view';
import { citiesOf, windowOf } from './run-facts';

/** Where a run failed; undefined when it did not. A Map fails with its item, which is what a person looks for. */
export const failedVisitOf = ({ visits }: WatchedRun): Visit | undefined =>
  visits.findLast(({ outcome, item }) => outcome === 'failed' && item !== null) ??
  visits.findLast(({ outcome }) => outcome === 'failed');

/** What to do, and behind it the message as it was told. */
const told = (message: string): Html =>
  html`<p class="verdict"><b>${/^What to do: .*$/m.exec(message)?.[0] ?? ''}</b></p><details class="told"><summary>The message of this failure</summary><pre>${message}</pre></details>`;

const failure = (run: WatchedRun): Html | null => {
  const { events, message } = run;
  const end = events.at(-1);
  if (end?.type !== 'ExecutionFailed') return null;
  const failed = failedVisitOf(run);
  return html`<p class="verdict failed"><b>✕ It failed in ${failed?.state ?? 'its last state'}</b>${failed?.item ? `, ${failed.item}` : ''}. ${end.Error}: ${toSentence(String(end.Cause))}.</p>${message === undefined ? null : told(message)}`;
};

const aborted = html`<p class="verdict failed"><b>■ Its process ended before the run did.</b> What was loaded and extracted is kept; the same command runs it again.</p>`;

/** What run this is and how it stands: its window and cities, why it failed, where each row went. */
export const runHeader = (run: WatchedRun, runs: number, nowMs: number): Html => {
  const { name, status, startedAt, engine, version, startedAtMs, endedAtMs, redriveCount, audit } = run;
  const look = RUN_LOOKS[status];
  return html`<p class="kicker">OpenAQ Pipeline</p>
<h1>${signOf(look)} The run ${name} ${standingOf(run)}</h1>
<p class="facts"><span>${windowOf(run)} (UTC, the last excluded)</span><span>${citiesOf(run)}</span><span>${duration((endedAtMs ?? nowMs) - startedAtMs)}</span><span>on ${engine}, version ${version}</span><span>started ${startedAt.slice(0, 19).replace('T', ' ')} UTC</span>${redriveCount > 0 ? html`<span>redriven ${redriveCount === 1 ? 'once' : `${redriveCount} times`}</span>` : null}<a href="#runs">${counted(runs, 'run')} in this folder</a></p>
${failure(run)}${status === 'ABORTED' ? aborted : null}
${audit === undefined ? null : html`${auditStrip(audit)}${jsonTree('Its row of load_audit', audit, false)}`}`;
};

/** How a run stands, behind its name: the states that are at work; the Map is, while its items are. */
const standingOf = ({ status, visits }: WatchedRun): string => {
  if (status !== 'RUNNING') return RUN_LOOKS[status].word;
  const names = visits.filter(({ outcome, type }) => outcome === 'running' && type !== 'Map').map(({ state }) => state);
  return names.length === 0 ? 'is under way' : `is in ${unique(names).join(', ')}`;
};

/** What a screen reader is told when it changes: how the run stands, and what is shown of it. */
export const statusLine = (run: WatchedRun, { state }: View): string => {
  const shown = run.visits.filter((visit) => visit.state === state);
  return `The run ${run.name} ${standingOf(run)}.${state === undefined ? '' : ` Shown: ${state}, ${lookOf(shown).word}.`}`;
};

/** What stands there before the first run. */
export const noRun = html`<p class="kicker">OpenAQ Pipeline</p>
<h1>No run yet</h1>
<p class="empty">This page shows the first run of the folder as soon as it begins: <code>npx openaq local</code></p>`;
