import { type Html, html } from '../../report/html';
import { counted } from '../../report/words';
import { jsonTree } from '../json-tree';
import { lengthOf } from '../looks';
import type { WatchedRun } from '../runs';
import type { View } from '../view';

/** A line of the handlers' log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Lines that are shown at most, the newest. */
const MOST_LINES = 300;

/** The log's clock and that of the events are the same, read one after the other. */
const MARGIN_MS = 5;

const isWithin = (line: LogLine, fromMs: number, toMs: number): boolean => {
  const at = Date.parse(String(line['timestamp']));
  return at >= fromMs - MARGIN_MS && at <= toMs + MARGIN_MS;
};

/** The lines that were written while a run was at work: a folder is used by one run at a time. */
const linesOf = (lines: readonly LogLine[], { startedAtMs, endedAtMs }: WatchedRun, nowMs: number): LogLine[] =>
  lines.filter((line) => isWithin(line, startedAtMs, endedAtMs ?? nowMs));

/** Of those the lines written while the shown visits were; several items at once are told apart by their city. */
const linesOfState = (lines: readonly LogLine[], run: WatchedRun, { state, item }: View, nowMs: number): LogLine[] => {
  const visits = run.visits.filter(
    (visit) => visit.state === state && (item === undefined || String(visit.index) === item),
  );
  return lines.filter((line) =>
    visits.some(
      (visit) =>
        isWithin(line, visit.enteredAtMs, visit.enteredAtMs + lengthOf(visit, nowMs)) &&
        (visit.item === null || line['city'] === undefined || visit.item.startsWith(`${line['city']} `)),
    ),
  );
};

const shownLine = (line: LogLine, { startedAtMs }: WatchedRun): Html => {
  const { timestamp, level, message, metric, value, ...fields } = line;
  const after = ((Date.parse(String(timestamp)) - startedAtMs) / 1_000).toFixed(2);
  const words = metric === undefined ? String(message) : `${metric} = ${value}`;
  return html`<li class="log-${String(level).toLowerCase()}"><span class="number">${after} s</span> <b>${String(level)}</b> <span>${words}</span>${Object.keys(fields).length === 0 ? null : jsonTree('', fields, false)}</li>`;
};

/** What the handlers wrote during the run, and where a state is chosen during that. */
export const logLines = (lines: readonly LogLine[], run: WatchedRun, view: View, nowMs: number): Html => {
  const ofRun = linesOf(lines, run, nowMs);
  const chosen = view.state === undefined ? ofRun : linesOfState(ofRun, run, view, nowMs);
  const shown = chosen.slice(-MOST_LINES);
  const what = view.state === undefined ? 'this run' : `${view.state} was at work`;
  const note =
    chosen.length === 0
      ? `No handler wrote a line ${view.state === undefined ? 'in' : 'while'} ${what}.`
      : `${counted(chosen.length, 'line')} ${view.state === undefined ? 'of' : 'while'} ${what}${shown.length < chosen.length ? `; the newest ${MOST_LINES} are shown` : ''}`;
  return html`<h2>Log of the handlers</h2>
<p class="note">${note}</p>
${shown.length === 0 ? null : html`<div class="scroll" tabindex="0" role="region" aria-label="Log of the handlers"><ul class="log">${shown.map((line) => shownLine(line, run))}</ul></div>`}`;
};
