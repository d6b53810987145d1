import { type Html, html } from '../../report/html';
import type { Visit } from '../../workflow/visits';
import type { Edge, Graph, Node } from '../graph';
import { duration, LOOKS, lengthOf, lookOf } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo, type View } from '../view';

interface Drawn {
  readonly visits: ReadonlyMap<string, readonly Visit[]>;
  readonly view: View;
  readonly nowMs: number;
}

/** Room for the heading of a Map above the states inside. */
const HEADING = 30;

const tenth = (pixels: number): number => Math.round(pixels * 10) / 10;

const edge = ({ from, to, isCatch, points }: Edge, { visits }: Drawn): Html => {
  const path = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`).join('');
  const isTaken = visits.has(from) && visits.has(to);
  return html`<path class="edge${isCatch ? ' catch' : ''}${isTaken ? ' taken' : ''}" d="${path}" marker-end="url(#arrow)"/>`;
};

/** What a screen reader says of a state. */
const labelOf = ({ name, type }: Node, visits: readonly Visit[], nowMs: number): string => {
  const { word } = lookOf(visits);
  if (visits.length === 0) return `${name}, ${type}, ${word}`;
  const length = duration(visits.reduce((sum, visit) => sum + lengthOf(visit, nowMs), 0));
  return `${name}, ${type}, ${word}, ${visits.length === 1 ? length : `${visits.length} visits, ${length} together`}`;
};

const node = (placed: Node, drawn: Drawn): Html => {
  const { name, type, x, y, width, height, inner } = placed;
  const visits = drawn.visits.get(name) ?? [];
  const look = lookOf(visits);
  const isShown = drawn.view.state === name;
  // Choice and Pass are decisions of no length.
  const radius = type === 'Task' || type === 'Map' ? 6 : 15;
  const { state: _, item: __, ...others } = drawn.view;
  const heading = html`<a id="node-${name}" class="node ${look.name} ${type.toLowerCase()}${isShown ? ' shown' : ''}" href="${linkTo({ ...others, state: name })}" aria-label="${labelOf(placed, visits, drawn.nowMs)}"${isShown ? html` aria-current="true"` : null}><rect width="${tenth(width)}" height="${tenth(height)}" rx="${radius}"/><text x="12" y="20"><tspan class="sign">${look.sign}</tspan> <tspan x="30">${name}</tspan></text></a>`;
  return html`<g transform="translate(${tenth(x)} ${tenth(y)})">${heading}${
    inner === undefined
      ? null
      : html`<g transform="translate(${tenth((width - inner.width) / 2)} ${HEADING - 4})">${content(inner, drawn)}</g>`
  }</g>`;
};

const content = ({ nodes, edges }: Graph, drawn: Drawn): Html =>
  html`${edges.map((one) => edge(one, drawn))}${nodes.map((one) => node(one, drawn))}`;

const legend = html`<ul class="legend">${Object.values(LOOKS)
  .reverse()
  .map(
    ({ name, sign, word }) => html`<li><span class="look ${name}" aria-hidden="true">${sign}</span>${word}</li>`,
  )}</ul>`;

/** The visits of each state that was entered. */
export const visitsByState = ({ visits }: WatchedRun): Map<string, Visit[]> => {
  const byState = new Map<string, Visit[]>();
  for (const visit of visits) byState.set(visit.state, [...(byState.get(visit.state) ?? []), visit]);
  return byState;
};

interface Shown {
  readonly run: WatchedRun;
  readonly graph: Graph;
  readonly view: View;
  readonly nowMs: number;
  /** States of the definition. */
  readonly states: number;
  readonly shownStates: number;
}

/** The state machine, its states lit as they run; each leads to what it took in and gave. */
export const graphDrawing = ({ run, graph, view, nowMs, states, shownStates }: Shown): Html => {
  const isAll = view.states === 'all';
  const note = isAll
    ? html`All ${states} states of the definition. <a href="${linkTo({ ...view, states: undefined })}">Show those of this run alone</a>`
    : html`${shownStates} of ${states} states: the way to success, and what this run entered. <a href="${linkTo({ ...view, states: 'all' })}">Show all</a>`;
  return html`<p class="note">${note}</p>
${legend}
<div class="canvas${isAll ? ' all' : ''}" tabindex="0" role="region" aria-label="State machine"><svg width="${Math.ceil(graph.width)}" height="${Math.ceil(graph.height)}" viewBox="0 0 ${Math.ceil(graph.width)} ${Math.ceil(graph.height)}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>
${content(graph, { visits: visitsByState(run), view, nowMs })}</svg></div>`;
};
