import type { StateMachine } from 'aws-local-stepfunctions';
import type { HistoryEvent } from '../../lambdas/shared/domain/run-history';

type Events<Generator> = Generator extends AsyncGenerator<infer Event> ? Event : never;

/** An event of the interpreter, which does not export the type. */
export type EventLog = Events<ReturnType<StateMachine['run']>['eventLogs']>;

/** Branch of the history: the run itself, or an item of its Map. */
type Branch = number | undefined;

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'type'>;

const json = (value: unknown): string => JSON.stringify(value ?? null);

/**
 * The history of a local execution in the shapes of AWS's GetExecutionHistory, as far as tell-failure reads it. Like there,
 * each event names the one that it came from, so the end of a run leads back to the item that failed.
 */
export class LocalHistory {
  readonly #events: HistoryEvent[] = [];
  readonly #newest = new Map<Branch, number>();

  add(event: EventLog): void {
    const branch = 'index' in event ? event.index : undefined;
    const [type, details] = toAws(event);
    if (type === undefined) return;
    // An item of the Map begins where the Map is.
    const isBegun = event.type === 'MapIterationStarted';
    const previousEventId = this.#newest.get(isBegun ? undefined : branch) ?? 0;
    const id = this.#events.length + 1;
    this.#events.push({ id, previousEventId, type, ...details });
    this.#newest.set(branch, id);
    if (event.type === 'MapIterationFailed') this.#newest.set(undefined, id);
  }

  /** The events, newest first, as GetExecutionHistory gives them with `reverseOrder`. */
  async *newestFirst(): AsyncGenerator<HistoryEvent> {
    yield* this.#events.toReversed();
  }
}

const toAws = (event: EventLog): [type?: string, details?: Details] => {
  switch (event.type) {
    case 'ExecutionStarted':
    case 'MapIterationStarted':
    case 'MapIterationFailed':
      return [event.type];
    case 'ExecutionFailed':
      return [event.type, { executionFailedEventDetails: { error: event.Error, cause: String(event.Cause) } }];
    case 'StateEntered':
      return [
        `${event.state.type}StateEntered`,
        { stateEnteredEventDetails: { name: event.state.name, input: json(event.state.input) } },
      ];
    case 'StateExited':
      return [
        `${event.state.type}StateExited`,
        { stateExitedEventDetails: { name: event.state.name, output: json(event.state.output) } },
      ];
    case 'StateFailed':
      // A Fail state fails the execution without an event of its own.
      return event.state.type === 'Fail' ? [] : [`${event.state.type}Failed`];
    default:
      return [];
  }
};
