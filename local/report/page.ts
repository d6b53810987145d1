import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '../../lambdas/shared/domain/window';
import type { RunRecord } from '../workflow/run-record';
import { auditStrip } from './audit-strip';
import { aqiCalendars, aqiLegend } from './charts/aqi-calendar';
import { completenessCalendars, completenessLegend } from './charts/completeness';
import { loadDrawing } from './charts/draw';
import { hoursOfDays } from './charts/hours-of-days';
import { pollutantLines } from './charts/pollutant-lines';
import { refusals, runTimeline } from './charts/run';
import { stationMaps } from './charts/station-map';
import type { ReportFacts } from './facts';
import { type Html, html, trusted } from './html';
import { section } from './parts';
import { sources } from './sources';
import { counted } from './words';

const STYLE = readFileSync(join(__dirname, 'style.css'), 'utf8');

/** Nothing is loaded, nothing runs, and no style counts but the one sheet of the page. */
const policy = (): string => {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
};

const lastDateOf = ({ window }: ReportFacts): string =>
  new Date(Date.parse(window.end) - DAY_MS).toISOString().slice(0, 10);

/** Where the newest run stopped. What the page shows besides was loaded before it. */
const failure = ({ runId, states }: RunRecord): Html => {
  const state = states.findLast(({ isDone }) => !isDone)?.name ?? 'its last state';
  return html`<p class="verdict failed"><b>✕ The newest run failed in ${state}</b> (${runId}). What follows was in the warehouse when it ended.</p>`;
};

const header = (facts: ReportFacts): Html => {
  const { cities, window, hours, stations, audit, run } = facts;
  const giving = stations.filter((station) => station.hours > 0).length;
  const pollutants = new Set(hours.map(({ pollutant }) => pollutant)).size;
  const rows = stations.reduce((total, station) => total + station.hours, 0);
  return html`<header>
<p class="kicker">OpenAQ Pipeline</p>
<h1>Air quality in ${cities.map(({ name }) => name).join(' and ')}</h1>
<p class="facts"><span>${window.start.slice(0, 10)} to ${lastDateOf(facts)} (UTC)</span><span>${counted(rows, 'row')}</span><span>${counted(giving, 'station')}</span><span>${counted(pollutants, 'pollutant')}</span></p>
${run?.status === 'FAILED' ? failure(run) : null}
${audit === undefined ? html`<p class="empty">No run has loaded these days yet.</p>` : auditStrip(audit)}
</header>`;
};

const nothing = html`<p class="empty">The warehouse has no hour of these cities and days.</p>`;

/** The whole report as one page of HTML that asks the network for nothing. */
export const renderPage = async (facts: ReportFacts): Promise<string> => {
  const drawing = await loadDrawing();
  const calendar = aqiCalendars(drawing, facts);
  const completeness = completenessCalendars(drawing, facts);
  const parts = [
    section('hours', 'Over time', pollutantLines(drawing, facts), false),
    section('calendar', 'Each day', calendar),
    calendar.length === 0 ? null : html`<div class="scale">${aqiLegend(facts.aqiScale)}</div>`,
    section('day', 'Through the day', hoursOfDays(drawing, facts)),
    section('completeness', 'How complete it is', completeness),
    completeness.length === 0 ? null : completenessLegend,
    section('stations', 'Where it is measured', stationMaps(drawing, facts)),
    section('sources', 'Whose data it is', sources(facts), false),
    section('refusals', 'What was refused', refusals(drawing, facts)),
    section('run', 'How it came here', runTimeline(drawing, facts), false),
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Air quality in ${facts.cities.map(({ name }) => name).join(' and ')}, ${facts.window.start.slice(0, 10)} to ${lastDateOf(facts)}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
${header(facts)}
${facts.hours.length === 0 ? nothing : null}
${parts}
</main>
<footer><p>Made from the warehouse of this folder by <code>openaq report</code>. Data: OpenAQ and its providers, each under its own licence (“Whose data it is”).</p></footer>
</body>
</html>
`.markup;
};
