import { visitsOf } from '../workflow/visits';
import type { WatchedRun } from './runs';

/**
 * A run as it stood after so many of its events: at work, without what its end brought.
 *
 * @param at a text of a URL; what is no number from 1 to the number of events leaves the run as it is
 */
export const rewound = (run: WatchedRun, at: string | undefined): WatchedRun => {
  const count = /^\d{1,6}$/.test(at ?? '') ? Number(at) : 0;
  if (count < 1 || count >= run.events.length) return run;
  const events = run.events.slice(0, count);
  return {
    ...run,
    events,
    visits: visitsOf(events),
    status: 'RUNNING',
    endedAtMs: null,
    audit: undefined,
    message: undefined,
  };
};
