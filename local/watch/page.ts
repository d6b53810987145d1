import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { type Html, html, trusted } from '../report/html';
import { type Graph, graphOf, wayOf } from './graph';
import { comparison } from './parts/comparison';
import { graphDrawing } from './parts/graph-drawing';
import { itemStrip } from './parts/item-strip';
import { type LogLine, logLines } from './parts/log-lines';
import { failedVisitOf, noRun, runHeader, statusLine } from './parts/run-header';
import { runList } from './parts/run-list';
import { statePanel } from './parts/state-panel';
import { stepTable } from './parts/step-table';
import { stepper } from './parts/stepper';
import { rewound } from './rewind';
import type { WatchedRun } from './runs';
import { shownRun, type View } from './view';

/** What there is to show. */
export interface Watched {
  readonly runs: readonly WatchedRun[];
  readonly log: readonly LogLine[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** The parts of the page, each of which is sent anew when it changes: ids of elements. */
const PARTS = ['run', 'items', 'graph', 'state', 'log', 'steps', 'runs'] as const;
export type Part = (typeof PARTS)[number];

/** The states that a run shows: the way to success, and what it entered. */
const shownStates = ({ definition, visits }: WatchedRun): ReadonlySet<string> =>
  new Set([...wayOf(definition), ...visits.map(({ state }) => state)]);

/** How many states a definition has, those inside of Maps too. */
const countStates = ({ States }: StateMachineDefinition): number =>
  Object.values(States).reduce((sum, state) => {
    const { ItemProcessor } = state as { ItemProcessor?: StateMachineDefinition };
    return sum + 1 + (ItemProcessor ? countStates(ItemProcessor) : 0);
  }, 0);

/** Layouts by the states in them: that of a run changes only when it enters a state for the first time. */
const layouts = new WeakMap<StateMachineDefinition, Map<string, Promise<Graph>>>();

const layoutOf = (definition: StateMachineDefinition, shown: ReadonlySet<string> | undefined): Promise<Graph> => {
  const known = layouts.get(definition) ?? new Map<string, Promise<Graph>>();
  layouts.set(definition, known);
  const key = shown === undefined ? '' : [...shown].sort().join();
  const graph = known.get(key) ?? graphOf(definition, shown && ((state) => shown.has(state)));
  known.set(key, graph);
  return graph;
};

/** @param then the run as it stood; the states that it entered since have their places already, so that none moves */
const drawingOf = async (run: WatchedRun, then: WatchedRun, view: View, nowMs: number): Promise<Html> => {
  const shown = shownStates(run);
  const graph = await layoutOf(run.definition, view.states === 'all' ? undefined : shown);
  const drawing = { run: then, graph, view, nowMs, states: countStates(run.definition), shownStates: shown.size };
  return html`<h2>State machine</h2>${stepper(run, then, view)}${graphDrawing(drawing)}`;
};

/** Of a run that failed the state in which it did is shown, until another is chosen. */
const withState = (run: WatchedRun, view: View): View => {
  const failed = view.state === undefined ? failedVisitOf(run) : undefined;
  return failed === undefined ? view : { ...view, state: failed.state, item: failed.index?.toString() };
};

const unknownRun = html`<p class="kicker">OpenAQ Pipeline</p><h1>No such run</h1>
<p class="empty">The folder keeps the newest twenty runs, and this one is not among them: choose another below.</p>`;

/** What is in each part, and what a screen reader is told. */
type Content = Partial<Record<Part, Html | null>> & { readonly status: string };

const contentOf = async (view: View, { runs, log, nowMs }: Watched): Promise<Content> => {
  const list = runs.length === 0 ? null : runList(runs, view, nowMs);
  const run = shownRun(runs, view);
  if (run === undefined) return { status: 'No run', run: runs.length === 0 ? noRun : unknownRun, runs: list };
  const other = view.with === undefined ? undefined : runs.find(({ id }) => id === view.with);
  if (other !== undefined) {
    return { status: `${run.name} beside ${other.name}`, run: comparison([run, other], nowMs), runs: list };
  }
  const then = rewound(run, view.at);
  // A run that is wound back ends, for the time being, with the event that is shown.
  const thenMs = then === run ? nowMs : (then.events.at(-1)?.timestamp ?? nowMs);
  const chosen = withState(then, view);
  return {
    status: statusLine(then, view),
    run: runHeader(then, runs.length, thenMs),
    items: itemStrip(then, chosen),
    graph: await drawingOf(run, then, chosen, thenMs),
    state: statePanel(then, chosen, thenMs),
    log: logLines(log, then, view, thenMs),
    steps: stepTable(then, view, thenMs),
    runs: list,
  };
};

/** Every part of a view as markup, by its id. One that has nothing to show is hidden. `status` is text for a screen reader. */
export const renderParts = async (view: View, watched: Watched): Promise<Record<Part | 'status', string>> => {
  const { status: said, ...parts } = await contentOf(view, watched);
  const sections = PARTS.map((id) => {
    const content = parts[id];
    const section = content
      ? html`<section id="${id}" class="part">${content}</section>`
      : html`<section id="${id}" class="part" hidden></section>`;
    return [id, section.markup];
  });
  const status = html`<p id="status" role="status" class="unseen">${said}</p>`;
  return { ...Object.fromEntries(sections), status: status.markup };
};

/** The whole page of a view. It is complete without its script, which keeps it up to date. */
export const renderPage = async (view: View, watched: Watched): Promise<string> => {
  const parts = await renderParts(view, watched);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>OpenAQ Pipeline: runs</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="report.css">
<link rel="stylesheet" href="watch.css">
<script type="module" src="client.js"></script>
</head>
<body class="watch">
<main>
${trusted(parts.status)}
<p id="connection" role="alert" hidden>The window is closed. Open it again with <code>npx openaq watch --local</code></p>
${[parts.run, parts.items].map(trusted)}
<div class="columns">
${trusted(parts.graph)}
<div class="beside">${[parts.state, parts.log, parts.steps].map(trusted)}</div>
</div>
${trusted(parts.runs)}
</main>
<footer><p>Read from the journals of the runs in this folder. Everything here is of this machine alone.</p></footer>
</body>
</html>
`.markup;
};
