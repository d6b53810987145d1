import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { toSentence } from '../../../lambdas/shared/domain/cause-sentence';
import { parseJson } from '../../../lambdas/shared/domain/json';
import { type Html, html } from '../../report/html';
import type { Visit } from '../../workflow/visits';
import { jsonTree } from '../json-tree';
import { duration, lengthOf, lookOf, signOf } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo, type View } from '../view';

/** Visits whose data are shown at most, the newest; a work item of the strip leads to its own. */
const MOST_VISITS = 10;

/** A state of the definition, inside of a Map too. */
const stateIn = ({ States }: StateMachineDefinition, name: string): unknown => {
  if (States[name] !== undefined) return States[name];
  for (const state of Object.values(States)) {
    const { ItemProcessor } = state as { ItemProcessor?: StateMachineDefinition };
    const found = ItemProcessor && stateIn(ItemProcessor, name);
    if (found !== undefined) return found;
  }
  return undefined;
};

const failedTry = ({ error, cause, atMs }: Visit['failures'][number], at: number, { enteredAtMs }: Visit): Html => {
  const sentence = toSentence(cause);
  const whole = sentence === cause ? null : jsonTree(`Cause of try ${at + 1}`, parseJson(cause) ?? cause, false);
  return html`<li><b class="error">${error}</b> after ${duration(atMs - enteredAtMs)}: ${sentence}.${whole}</li>`;
};

const visitOf = (visit: Visit, all: readonly Visit[], run: WatchedRun, nowMs: number): Html => {
  const place = all.indexOf(visit);
  const { state, item, input, output, enteredAtMs, leftAtMs, retries, failures } = visit;
  const look = lookOf([visit]);
  const isAtWork = visit.outcome === 'running';
  return html`<article id="visit-${state}-${place}">
<h3>${signOf(look)} ${item ?? (all.length > 1 ? `Visit ${place + 1} of ${all.length}` : state)}: ${look.word}</h3>
<p class="facts"><span>entered after ${duration(enteredAtMs - run.startedAtMs)}</span><span>${isAtWork ? 'at work for' : 'took'} ${duration(lengthOf(visit, nowMs))}</span><span>${retries === 1 ? '1 retry' : `${retries} retries`}</span></p>
${failures.length === 0 ? null : html`<h4>Tries that failed</h4><ol class="tries">${failures.map((failure, at) => failedTry(failure, at, visit))}</ol>`}
${jsonTree('Input', input, true)}
${leftAtMs === null ? html`<p class="note">${isAtWork ? 'No output yet.' : 'No output: it was not left.'}</p>` : jsonTree('Output', output, true)}
</article>`;
};

/** The data of the chosen state: of each visit its input, output, duration, retries and error. */
export const statePanel = (run: WatchedRun, view: View, nowMs: number): Html => {
  const { state, item } = view;
  const definition = state === undefined ? undefined : stateIn(run.definition, state);
  if (state === undefined || definition === undefined)
    return html`<h2>State</h2><p class="empty">${state === undefined ? '' : `The definition of this run has no state ${state}. `}Choose a state or an item to see what it took in and gave.</p>`;
  const all = run.visits.filter((visit) => visit.state === state);
  const visits = item === undefined ? all : all.filter(({ index }) => String(index) === item);
  const shown = visits.slice(-MOST_VISITS);
  const notes = [
    ...(visits.length < all.length ? [`Of ${all.length} visits only those of this item are shown.`] : []),
    ...(shown.length < visits.length ? [`The newest ${MOST_VISITS} of ${visits.length} visits are shown.`] : []),
  ];
  return html`<h2>${state}</h2>
${notes.length === 0 ? null : html`<p class="note">${notes.join(' ')} ${item === undefined ? null : html`<a href="${linkTo({ ...view, item: undefined })}">Show all of ${state}</a>`}</p>`}
${visits.length === 0 ? html`<p class="empty">${run.status === 'RUNNING' ? 'Not entered yet.' : 'This run did not enter it.'}</p>` : null}
${shown.map((visit) => visitOf(visit, all, run, nowMs))}
<article id="definition-${state}"><h3>In the definition</h3>${jsonTree(state, definition, false)}</article>`;
};
