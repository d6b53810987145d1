import { describeItem } from '../../../lambdas/shared/domain/failure-message';
import { type Html, html } from '../../report/html';
import type { EventLog } from '../../workflow/history';
import { duration } from '../looks';
import type { WatchedRun } from '../runs';
import { linkTo, type View } from '../view';

/** What happened, in a few words. */
const nameOf = (event: EventLog): string => {
  if (!('state' in event)) return 'index' in event ? `${event.type}, item ${event.index + 1}` : event.type;
  const item = event.index === undefined ? undefined : describeItem(event.state.input);
  return `${event.type} ${event.state.name}${item === undefined ? '' : `, ${item}`}`;
};

/**
 * Leads through a run event by event: the page shows it as it stood after each.
 *
 * @param shown the run as it is shown, of whose events the last is the one that is reached
 */
export const stepper = (run: WatchedRun, shown: WatchedRun, view: View): Html | null => {
  const [all, at] = [run.events.length, shown.events.length];
  const event = shown.events.at(-1);
  if (event === undefined) return null;
  const to = (count: number, words: string, id: string): Html =>
    count < 1 || count > all || count === at
      ? html`<span id="step-${id}">${words}</span>`
      : html`<a id="step-${id}" href="${linkTo({ ...view, run: run.id, at: count === all ? undefined : String(count) })}">${words}</a>`;
  return html`<p class="stepper">${to(1, 'First', 'first')} ${to(at - 1, '◀ Back', 'back')} ${to(at + 1, 'Next ▶', 'next')} ${to(all, 'Last', 'last')} <span>event ${at} of ${all}, after ${duration(event.timestamp - run.startedAtMs)}: ${nameOf(event)}</span></p>`;
};
