import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../workflow/run-record';
import { auditStrip } from './audit-strip';
import { aqiCalendars, aqiLegend } from './charts/aqi-calendar';
import { completenessCalendars, completenessLegend } from './charts/completeness';
import { loadDrawing } from './charts/draw';
import { everyCity } from './charts/every-city';
import { exceedances } from './charts/exceedances';
import { hoursOfDays } from './charts/hours-of-days';
import { pollutantLines } from './charts/pollutant-lines';
import { refusals } from './charts/refusals';
import { stationMaps } from './charts/station-map';
import { runTimeline } from './charts/timeline';
import { leftOut, leftOutOfCalendars } from './extent';
import type { ReportFacts } from './facts';
import { type Html, html, trusted } from './html';
import { section } from './parts';
import { sources } from './sources';
import { lastDateOf } from './steps';
import { counted, listed, unique } from './words';

const STYLE = readFileSync(join(__dirname, 'style.css'), 'utf8');

/** Nothing is loaded, nothing runs, and no style counts but the one sheet of the page. */
const policy = (): string => {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
};

/** Where and why the newest run stopped. What the page shows besides was loaded before it. */
const failure = ({ runId, states }: RunRecord, isEmpty: boolean): Html => {
  // A Map fails with its item, which is what a person looks for.
  const stopped =
    states.findLast(({ isDone, item }) => !isDone && item !== null) ?? states.findLast(({ isDone }) => !isDone);
  const last = stopped?.failures.at(-1);
  return html`<p class="verdict failed"><b>✕ The newest run failed in ${stopped?.name ?? 'its last state'}</b>${stopped?.item ? `, ${stopped.item}` : ''} (${runId}).${last === undefined ? null : html` ${last.error}: ${last.sentence}.`}${isEmpty ? '' : ' What follows was in the warehouse when it ended.'}</p>`;
};

const titleOf = ({ cities }: ReportFacts): string => `Air quality in ${listed(cities.map(({ name }) => name))}`;

const rangeOf = ({ window }: ReportFacts): string => `${window.start.slice(0, 10)} to ${lastDateOf(window)}`;

const header = (facts: ReportFacts): Html => {
  const { cities, cityCounts, extent, means, audit, run } = facts;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return html`<header>
<p class="kicker">OpenAQ Pipeline</p>
<h1>${titleOf(facts)}</h1>
<p class="facts"><span>${rangeOf(facts)} (UTC)</span><span>${counted(sum(cityCounts.map(({ rows }) => rows)), 'row')}</span><span>${counted(sum(cityCounts.map(({ stations }) => stations)), 'station')}</span><span>${counted(unique(means.map(({ pollutant }) => pollutant)).length, 'pollutant')}</span></p>
${run?.status === 'FAILED' ? failure(run, cityCounts.length === 0) : null}
${audit === undefined ? html`<p class="empty">No run has loaded these days yet.</p>` : auditStrip(audit)}
${extent.cities.length < cities.length ? html`<p class="left-out">${leftOut(extent.cities, cities)} Below every city is counted.</p>` : null}
</header>`;
};

const nothing = html`<p class="empty">The warehouse has no hour of these cities and days.</p>`;

/** The whole report as one page of HTML that asks the network for nothing. */
export const renderPage = async (facts: ReportFacts): Promise<string> => {
  const drawing = await loadDrawing();
  const calendar = aqiCalendars(drawing, facts);
  const completeness = completenessCalendars(drawing, facts);
  const { cities, extent, window } = facts;
  const days = { note: leftOutOfCalendars(extent, cities, window) };
  const stacked = { isGrid: false };
  const parts = [
    section('hours', 'Over time', pollutantLines(drawing, facts), stacked),
    section('calendar', 'Each day', calendar, days),
    calendar.length === 0 ? null : html`<div class="scale">${aqiLegend(facts.aqiScale)}</div>`,
    section('limits', 'Above the limits', exceedances(drawing, facts)),
    section('day', 'Through the day', hoursOfDays(drawing, facts), { note: leftOut(extent.profile.cities, cities) }),
    section('completeness', 'How complete it is', completeness, days),
    completeness.length === 0 ? null : completenessLegend,
    section('cities', 'Every city', everyCity(drawing, facts), stacked),
    section('stations', 'Where it is measured', stationMaps(drawing, facts), { note: leftOut(extent.cities, cities) }),
    section('sources', 'Whose data it is', sources(facts), stacked),
    section('refusals', 'What was refused', refusals(drawing, facts)),
    section('run', 'How it came here', runTimeline(drawing, facts), stacked),
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(facts)}, ${rangeOf(facts)}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
${header(facts)}
${facts.cityCounts.length === 0 ? nothing : null}
${parts}
</main>
<footer><p>Made from the warehouse of this folder by <code>openaq report</code>. Data: OpenAQ and its providers, each under its own licence (“Whose data it is”).</p></footer>
</body>
</html>
`.markup;
};
