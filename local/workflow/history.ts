import type { StateMachine } from 'aws-local-stepfunctions';
import type { HistoryEvent } from '../../lambdas/shared/domain/run-history';

/** An event of the interpreter, which does not export the type. */
type InterpreterEvent =
  ReturnType<StateMachine['run']>['eventLogs'] extends AsyncGenerator<infer Event> ? Event : never;

/** A redrive begins here. The interpreter has none; the name is that of AWS. */
interface ExecutionRedriven {
  readonly type: 'ExecutionRedriven';
  /** Milliseconds since the epoch, as in every event. */
  readonly timestamp: number;
}

/** An event of a run. */
export type EventLog = InterpreterEvent | ExecutionRedriven;

/** An event in AWS's shape, where tell-failure reads one. */
const toAws = (event: EventLog): Omit<HistoryEvent, 'id' | 'previousEventId'> | undefined => {
  if (event.type === 'ExecutionFailed') {
    const { type, Error: error, Cause } = event;
    return { type, executionFailedEventDetails: { error, cause: String(Cause) } };
  }
  if (event.type !== 'StateEntered' && event.type !== 'StateExited') return undefined;
  const { name, type, input, output } = event.state;
  return event.type === 'StateEntered'
    ? { type: `${type}StateEntered`, stateEnteredEventDetails: { name, input: JSON.stringify(input) } }
    : { type: `${type}StateExited`, stateExitedEventDetails: { name, output: JSON.stringify(output) } };
};

/**
 * The history of a local execution in the shapes of AWS's GetExecutionHistory, as far as tell-failure reads it. Like there,
 * each event names the one that it came from, so the end of a run leads back to the item that failed.
 */
export const historyOf = (events: readonly EventLog[]): HistoryEvent[] => {
  const history: HistoryEvent[] = [];
  /** The newest event of each item of the Map, and of the run itself. */
  const newest = new Map<number | undefined, number>();
  for (const event of events) {
    const item = 'index' in event ? event.index : undefined;
    // An item begins where the Map is, and the Map fails where the item is.
    if (event.type === 'MapIterationStarted') newest.set(item, newest.get(undefined) ?? 0);
    if (event.type === 'MapIterationFailed') newest.set(undefined, newest.get(item) ?? 0);
    const shaped = toAws(event);
    if (shaped === undefined) continue;
    const id = history.length + 1;
    history.push({ id, previousEventId: newest.get(item) ?? 0, ...shaped });
    newest.set(item, id);
  }
  return history;
};
