import { type Html, html } from '../../report/html';
import { duration, lengthOf, lookOf, RUN_LOOKS } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo } from '../view';
import { allCitiesOf, windowOf } from './run-facts';

type Pair = readonly [WatchedRun, WatchedRun];

interface Line {
  readonly what: string;
  readonly values: readonly [string, string];
  /** Times differ from run to run, which is no news. */
  readonly isTime?: boolean;
}

const line = (what: string, runs: Pair, tell: (run: WatchedRun) => string, isTime = false): Line => ({
  what,
  values: [tell(runs[0]), tell(runs[1])],
  isTime,
});

const factsOf = (runs: Pair, nowMs: number): Line[] => [
  line('status', runs, ({ status }) => RUN_LOOKS[status].word),
  line('input', runs, ({ input }) => JSON.stringify(input)),
  line('window (UTC)', runs, windowOf),
  line('cities', runs, allCitiesOf),
  line('engine', runs, ({ engine }) => engine),
  line('version', runs, ({ version }) => version),
  line('redriven', runs, ({ redriveCount }) => String(redriveCount)),
  line('started (UTC)', runs, ({ startedAt }) => startedAt.slice(0, 19).replace('T', ' '), true),
  line('took', runs, ({ startedAtMs, endedAtMs }) => duration((endedAtMs ?? nowMs) - startedAtMs), true),
];

const auditLines = (runs: Pair): Line[] => {
  const columns = [...new Set(runs.flatMap(({ audit }) => Object.keys(audit ?? {})))];
  return columns
    .filter((column) => column !== 'run_id')
    .map((column) =>
      line(column, runs, ({ audit }) => String(audit?.[column] ?? '–'), /^(?:started|loaded)_at$/.test(column)),
    );
};

/** What a state did in a run: how it ended, how often it was entered and tried in vain, how long it took together. */
const stateIn = (name: string, nowMs: number, run: WatchedRun): { readonly did: string; readonly took: string } => {
  const visits = run.visits.filter(({ state }) => state === name);
  const failures = visits.reduce((sum, visit) => sum + visit.failures.length, 0);
  return {
    did: [
      lookOf(visits).word,
      ...(visits.length > 1 ? [`${visits.length} visits`] : []),
      ...(failures > 0 ? [`${failures} ${failures === 1 ? 'try' : 'tries'} failed`] : []),
    ].join(', '),
    took: visits.length === 0 ? '–' : duration(visits.reduce((sum, visit) => sum + lengthOf(visit, nowMs), 0)),
  };
};

const stateLines = (runs: Pair, nowMs: number): Html[] => {
  const names = [...new Set(runs.flatMap(({ visits }) => visits.map(({ state }) => state)))];
  return names.map((name) => {
    const [one, other] = [stateIn(name, nowMs, runs[0]), stateIn(name, nowMs, runs[1])];
    return html`<tr class="${one.did === other.did ? '' : 'differs'}"><th scope="row">${sign(one.did !== other.did)} ${name}</th><td>${one.did}</td><td class="number">${one.took}</td><td>${other.did}</td><td class="number">${other.took}</td></tr>`;
  });
};

const sign = (differs: boolean): Html =>
  differs ? html`<span class="look failed" role="img" aria-label="differs">≠</span>` : html``;

const table = (title: string, headings: readonly string[], body: readonly Html[]): Html => html`<h2>${title}</h2>
<div class="scroll tall" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>`;

const rows = (lines: readonly Line[]): Html[] =>
  lines.map(({ what, values: [one, other], isTime }) => {
    const differs = one !== other && !isTime;
    return html`<tr class="${differs ? 'differs' : ''}"><th scope="row">${sign(differs)} ${what}</th><td>${one}</td><td>${other}</td></tr>`;
  });

/** Two runs side by side: what they were to do, where each row went, what each state did. What differs has a sign. */
export const comparison = (runs: Pair, nowMs: number): Html => {
  const [one, other] = runs.map(({ name }) => name) as [string, string];
  const audit = auditLines(runs);
  return html`<p class="kicker">OpenAQ Pipeline</p>
<h1>${one} beside ${other}</h1>
<p class="facts"><a href="${linkTo({ run: runs[0].id })}">Back to ${one}</a><a href="${linkTo({ run: runs[1].id })}">Go to ${other}</a><a href="${linkTo({ run: runs[1].id, with: runs[0].id })}">Swap them</a></p>
<p class="note">Lines that differ begin with ≠; times always do and have no sign.</p>
${table('What they were to do', ['Run', one, other], rows(factsOf(runs, nowMs)))}
${audit.length === 0 ? html`<h2>Audit</h2><p class="empty">Neither has a row of load_audit.</p>` : table('Audit', ['load_audit', one, other], rows(audit))}
${table('State by state', ['State', one, 'took', other, 'took'], stateLines(runs, nowMs))}`;
};
