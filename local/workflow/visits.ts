import { describeItem } from '../../lambdas/shared/domain/failure-message';
import type { EventLog } from './history';

/**
 * How a visit stands: `running` also while it waits for another try, `caught` when the definition goes on elsewhere, `stopped`
 * when the run ended while it was at work.
 */
export type Outcome = 'running' | 'done' | 'caught' | 'failed' | 'stopped';

/** A try of a state that failed. */
interface FailedTry {
  readonly atMs: number;
  readonly error: string;
  /** As the interpreter has it: JSON text for Lambda and Glue. */
  readonly cause: string;
}

/** A stay of a run in a state, from its entry to its exit, with as many tries as it took. Times are since the epoch. */
export interface Visit {
  readonly state: string;
  readonly type: string;
  /** Place of the item in its Map; undefined outside. */
  readonly index: number | undefined;
  /** The work item in words; null outside of the Map, and where the input holds none. */
  readonly item: string | null;
  readonly input: unknown;
  /** Undefined until the state is left. */
  output?: unknown;
  readonly enteredAtMs: number;
  /** Null while it is at work, and where the run ended without it. */
  leftAtMs: number | null;
  outcome: Outcome;
  /** Tries behind the first that began. */
  retries: number;
  readonly failures: FailedTry[];
}

type StateEvent = Extract<EventLog, { readonly state: unknown }>;

const entered = ({ state: { name, type, input }, index, timestamp }: StateEvent): Visit => ({
  state: name,
  type,
  index,
  item: index === undefined ? null : (describeItem(input) ?? null),
  input,
  enteredAtMs: timestamp,
  leftAtMs: null,
  outcome: 'running',
  retries: 0,
  failures: [],
});

/** What an event of a state changes of its visit. */
const note = (visit: Visit, event: StateEvent): void => {
  if (event.type === 'StateFailed') {
    visit.failures.push({ atMs: event.timestamp, error: event.Error, cause: String(event.Cause) });
  } else if (event.type === 'StateRetried') {
    visit.retries += 1;
  } else if (event.type === 'StateCaught') {
    Object.assign(visit, { leftAtMs: event.timestamp, outcome: 'caught' });
  } else if (event.type === 'StateExited') {
    Object.assign(visit, { leftAtMs: event.timestamp, outcome: 'done', output: event.state.output });
  }
};

/** The visits of a run in the order of their entry. */
export const visitsOf = (events: readonly EventLog[]): Visit[] => {
  const visits: Visit[] = [];
  /** Those that were not left, by item and state. */
  const open = new Map<string, Visit>();
  for (const event of events) {
    // A failure is final when the item or the run ends with it: until then the state may be tried again.
    const ends = event.type === 'ExecutionFailed' || event.type === 'MapIterationFailed';
    if (ends || event.type === 'ExecutionRedriven') {
      for (const visit of open.values()) {
        if (event.type === 'MapIterationFailed' && visit.index !== event.index) continue;
        visit.outcome = !ends ? 'running' : visit.failures.length > 0 ? 'failed' : 'stopped';
      }
    }
    if (!('state' in event)) continue;
    const key = `${event.index ?? ''} ${event.state.name}`;
    if (event.type === 'StateEntered') {
      const visit = entered(event);
      visits.push(visit);
      open.set(key, visit);
      continue;
    }
    const visit = open.get(key);
    if (visit === undefined) continue;
    note(visit, event);
    if (visit.leftAtMs !== null) open.delete(key);
  }
  return visits;
};
