import type { StateMachine } from 'aws-local-stepfunctions';
import type { HistoryEvent } from '../../lambdas/shared/domain/run-history';

type Events<Generator> = Generator extends AsyncGenerator<infer Event> ? Event : never;

/** An event of the interpreter, which does not export the type. */
export type EventLog = Events<ReturnType<StateMachine['run']>['eventLogs']>;

/** Branch of the history: the run itself, or an item of its Map. */
type Branch = number | undefined;

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'type'>;

const json = (value: unknown): string => JSON.stringify(value ?? null);

/** A history as it is kept for a redrive. */
export interface KeptHistory {
  readonly events: readonly HistoryEvent[];
  readonly newest: readonly (readonly [branch: number | null, id: number])[];
}

/**
 * The history of a local execution in the shapes of AWS's GetExecutionHistory, as far as tell-failure reads it. Like there,
 * each event names the one that it came from, so the end of a run leads back to the item that failed; and a redrive appends.
 */
export class LocalHistory {
  readonly #events: HistoryEvent[];
  readonly #newest: Map<Branch, number>;

  /** @param kept the history of a run that is redriven. @default - empty */
  constructor(kept?: KeptHistory) {
    this.#events = [...(kept?.events ?? [])];
    this.#newest = new Map(kept?.newest.map(([branch, id]) => [branch ?? undefined, id]));
    if (kept !== undefined) this.#append(undefined, this.#newest.get(undefined) ?? 0, 'ExecutionRedriven');
  }

  add(event: EventLog): void {
    const branch = 'index' in event ? event.index : undefined;
    const [type, details] = toAws(event);
    if (type === undefined) return;
    // An item of the Map begins where the Map is.
    const isBegun = event.type === 'MapIterationStarted';
    const id = this.#append(branch, this.#newest.get(isBegun ? undefined : branch) ?? 0, type, details);
    if (event.type === 'MapIterationFailed') this.#newest.set(undefined, id);
  }

  /** The events, newest first, as GetExecutionHistory gives them with `reverseOrder`. */
  async *newestFirst(): AsyncGenerator<HistoryEvent> {
    yield* this.#events.toReversed();
  }

  /** What a redrive needs to know: the events from the state on that was entered and not left. */
  kept(state: string): KeptHistory {
    const since = this.#events.findLastIndex(({ stateEnteredEventDetails: entered }) => entered?.name === state);
    return {
      events: this.#events.slice(Math.max(since, 0)),
      newest: [...this.#newest].map(([branch, id]) => [branch ?? null, id]),
    };
  }

  #append(branch: Branch, previousEventId: number, type: string, details: Details = {}): number {
    const id = (this.#events.at(-1)?.id ?? 0) + 1;
    this.#events.push({ id, previousEventId, type, ...details });
    this.#newest.set(branch, id);
    return id;
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
