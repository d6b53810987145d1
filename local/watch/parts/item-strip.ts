import { isRecord } from '../../../lambdas/shared/domain/json';
import { type Html, html } from '../../report/html';
import { itemsOf } from '../../workflow/redrive';
import { LOOKS, type Look, lookOf, signOf } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo, type View } from '../view';

/** Items that are drawn one by one at most; the counts are of all. */
const MOST_ITEMS = 400;

/** City and month of a work item; its dates where it is no whole month. */
const namesOf = (item: unknown, index: number): readonly [string, string] => {
  const { city, window } = isRecord(item) ? item : {};
  if (!isRecord(city) || !isRecord(window)) return [`Item ${index + 1}`, ''];
  const [from, to] = [String(window['start']).slice(0, 10), String(window['end']).slice(0, 10)];
  const isMonth = from.endsWith('-01') && to.endsWith('-01');
  return [String(city['name']), isMonth ? from.slice(0, 7) : `${from} to ${to}`];
};

/** An item is at work between two of its states, too, until its Map says that it is done. */
const lookOfItem = (index: number, run: WatchedRun): Look => {
  const { events, status } = run;
  const visits = run.visits.filter((visit) => visit.index === index);
  if (visits.length === 0) return { ...LOOKS.waiting, word: status === 'RUNNING' ? 'waiting' : 'not begun' };
  const look = lookOf(visits);
  if (look.name === 'failed' || look.name === 'stopped') return look;
  const isDone = events.some((event) => event.type === 'MapIterationSucceeded' && event.index === index);
  if (isDone) return look;
  return status === 'RUNNING' ? LOOKS.running : LOOKS.stopped;
};

/** How many items stand how: `7 of 24 done, 1 failed, 2 running`. */
const summaryOf = (looks: readonly Look[]): string => {
  const isDone = ({ name }: Look): boolean => name === 'done' || name === 'retried';
  const words = [...new Set(looks.filter((one) => !isDone(one)).map(({ word }) => word))];
  return [
    `${looks.filter(isDone).length} of ${looks.length} done`,
    ...words.map((word) => `${looks.filter((one) => one.word === word).length} ${word}`),
  ].join(', ');
};

const chip = (map: string, item: unknown, index: number, look: Look, run: WatchedRun, view: View): Html => {
  const [city, month] = namesOf(item, index);
  const state = run.visits.find((visit) => visit.index === index && visit.type === 'Task')?.state ?? map;
  const isShown = view.item === String(index);
  return html`<li><a id="item-${index}" class="chip ${look.name}${isShown ? ' shown' : ''}" href="${linkTo({ ...view, state, item: String(index) })}"${isShown ? html` aria-current="true"` : null}>${signOf(look)}<b>${city}</b><span>${month}</span><span>${look.word}</span></a></li>`;
};

/** The items of each Map that the run has entered, with their city, month and status; nothing before that. */
export const itemStrip = (run: WatchedRun, view: View): Html | null => {
  const map = run.visits.findLast(({ type }) => type === 'Map');
  if (map === undefined) return null;
  const items = itemsOf(run.definition.States[map.state] as { ItemsPath?: string }, map.input);
  const looks = items.map((_, index) => lookOfItem(index, run));
  return html`<h2>Items of ${map.state}</h2>
<p class="note">${summaryOf(looks)}${items.length > MOST_ITEMS ? `; the first ${MOST_ITEMS} are shown` : ''}</p>
<ul class="chips">${items.slice(0, MOST_ITEMS).map((item, index) => chip(map.state, item, index, looks[index] as Look, run, view))}</ul>`;
};
