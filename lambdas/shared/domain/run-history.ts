import { isRecord, parseJson } from './json';

/** An error as the history gives it: a name, and a cause that may be JSON. */
interface Problem {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** An event of an execution's history in AWS's own shape (GetExecutionHistory), as far as it is read here. */
export interface HistoryEvent {
  readonly id: number | undefined;
  readonly previousEventId?: number | undefined;
  readonly type: string | undefined;
  /** `input` is JSON text, and incomplete when it was too long for the history. */
  readonly stateEnteredEventDetails?: { readonly name: string | undefined; readonly input?: string | undefined };
  readonly stateExitedEventDetails?: { readonly name: string | undefined; readonly output?: string | undefined };
  readonly executionFailedEventDetails?: Problem;
  readonly executionTimedOutEventDetails?: Problem;
  readonly executionAbortedEventDetails?: Problem;
}

/** A state that was entered and never left, with the data that it took in. */
interface OpenState {
  readonly name: string;
  readonly type: string;
  readonly data: unknown;
}

/** What a run that did not succeed left in its history. */
export interface RunTrace {
  /** The state in which the run ended. @default - it ended before its first state */
  readonly failed?: OpenState;
  readonly problem: Problem;
  /** The run's data when it ended, or when its work items began; undefined before it was planned. */
  readonly run?: Readonly<Record<string, unknown>>;
  /** Results of the work items that were done before the run ended. Empty once the run's data has their summary. */
  readonly extracted: readonly Readonly<Record<string, unknown>>[];
}

/** The state that extracts one work item. */
const EXTRACT = 'Extract';

/**
 * Reads the history of a run backwards, event by event, until it knows where and why the run ended. A history may have
 * 25,000 events of 256 KiB each, so nothing is kept that is not needed, and reading ends as soon as the run's data was seen.
 */
export class RunHistoryReader {
  #problem: Problem | undefined;
  /** The event that the run's end came from, or the one that this came from, and so on back to a state; 0 is no event. */
  #origin = 0;
  #byOrigin: OpenState | undefined;
  /** The newest state that was entered and not left: where a run was when it was aborted or ran out of time. */
  #newestOpen: OpenState | undefined;
  #run: Readonly<Record<string, unknown>> | undefined;
  readonly #exits = new Map<string, number>();
  readonly #extracted: Readonly<Record<string, unknown>>[] = [];

  /** Takes the next older event; true when no older one is needed. */
  add(event: HistoryEvent): boolean {
    const isOrigin = event.id === this.#origin;
    // Only the newest end counts: a redriven run has ended before.
    const end = this.#problem === undefined ? endOf(event) : undefined;
    if (end !== undefined) this.#problem = end;
    if (end !== undefined || isOrigin) this.#origin = event.previousEventId ?? 0;
    if (event.stateExitedEventDetails !== undefined) this.#left(event.stateExitedEventDetails);
    if (event.stateEnteredEventDetails !== undefined) this.#entered(event, isOrigin);
    return this.#failed !== undefined && this.#run !== undefined;
  }

  get trace(): RunTrace {
    return {
      ...(this.#failed && { failed: this.#failed }),
      problem: this.#problem ?? {},
      ...(this.#run && { run: this.#run }),
      extracted: this.#extracted,
    };
  }

  /** By the chain of events where it leads to a state, else the newest open one. */
  get #failed(): OpenState | undefined {
    return this.#byOrigin ?? (this.#origin === 0 ? this.#newestOpen : undefined);
  }

  #left({ name = '', output }: NonNullable<HistoryEvent['stateExitedEventDetails']>): void {
    this.#exits.set(name, (this.#exits.get(name) ?? 0) + 1);
    const result = name === EXTRACT ? parseJson(output) : undefined;
    // An invocation that could not finish its item is left as well, and counted when the item is done.
    if (isRecord(result) && result['done'] !== false) this.#extracted.push(result);
  }

  #entered({ type = '', stateEnteredEventDetails }: HistoryEvent, isOrigin: boolean): void {
    const { name = '', input } = stateEnteredEventDetails ?? {};
    const state = { name, type: type.replace('StateEntered', ''), data: parseJson(input) };
    const exits = this.#exits.get(name) ?? 0;
    if (exits > 0) this.#exits.set(name, exits - 1);
    else this.#newestOpen ??= state;
    if (isOrigin && this.#byOrigin === undefined) this.#byOrigin = state;
    if (isRecord(state.data) && isRecord(state.data['plan'])) this.#run ??= state.data;
  }
}

const endOf = (event: HistoryEvent): Problem | undefined =>
  event.executionFailedEventDetails ?? event.executionTimedOutEventDetails ?? event.executionAbortedEventDetails;
