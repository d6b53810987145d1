import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { parseJson } from '../../lambdas/shared/domain/json';
import type { EventLog } from '../workflow/history';

interface State {
  readonly name: string;
  readonly type: string;
  readonly input: unknown;
  readonly output?: unknown;
}

/** Where an event leaves its thread: in an item of the Map or not, in which state, and whether the newest try failed. */
interface Point {
  /** Number of the work item, from 0; undefined outside of the Map. */
  readonly item?: number | undefined;
  readonly state?: State | undefined;
  /** The event in which the newest try failed. */
  readonly failedIn?: number | undefined;
}

/** A try that begins: of a service, or of a function by its ARN. */
const SCHEDULED = /^(?:Task|LambdaFunction|Activity)Scheduled$/;

/** A try that failed: `TaskFailed`, `TaskTimedOut`, `LambdaFunctionFailed`, `TaskSubmitFailed`, ... */
const TRY_FAILED = /^(?:Task|LambdaFunction|Activity)\w*(?:Failed|TimedOut)$/;

/** What fails with an item of it. */
const MAP: State = { name: 'Map', type: 'Map', input: undefined };

/** The error and the cause in whichever details an event has. */
const problemOf = (event: HistoryEvent): { error?: string; cause?: string } =>
  (Object.entries(event).find(([member]) => member.endsWith('EventDetails'))?.[1] ?? {}) as {
    error?: string;
    cause?: string;
  };

/**
 * Tells the history of an execution in AWS in the events of the laptop's interpreter, so that both are followed in the
 * same words. AWS writes tries down and not what becomes of them: one that follows a failed one in the same state is
 * another try. Which item an event belongs to is told by the event that it came from.
 */
export class ExecutionEvents {
  readonly #points = new Map<number, Point>();
  /** The newest state of each thread, for a redrive, whose events need not lead back to it. */
  readonly #newest = new Map<number | undefined, State>();
  #redrivenIn = 0;

  /** The next event, oldest first. */
  toLocal(event: HistoryEvent): EventLog[] {
    const { id = 0, previousEventId = 0, type = '' } = event;
    const before = this.#points.get(previousEventId) ?? {};
    const [point, local] = this.#step(event, type, before);
    this.#points.set(id, point);
    if (point.state !== undefined) this.#newest.set(point.item, point.state);
    const timestamp = event.timestamp?.getTime() ?? 0;
    return local.map((members) => ({ timestamp, ...members }) as unknown as EventLog);
  }

  #step(event: HistoryEvent, type: string, before: Point): [Point, object[]] {
    const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
    const item = type.startsWith('MapState') ? undefined : before.item;
    const at = item === undefined ? {} : { index: item };
    if (entered !== undefined) {
      const state = {
        name: entered.name ?? '',
        type: type.replace('StateEntered', ''),
        input: parseJson(entered.input),
      };
      return [{ item, state }, [{ type: 'StateEntered', state, ...at }]];
    }
    if (exited !== undefined) {
      const state = {
        name: exited.name ?? '',
        type: type.replace('StateExited', ''),
        input: before.state?.name === exited.name ? before.state?.input : undefined,
        output: parseJson(exited.output),
      };
      return [{ item }, [{ type: 'StateExited', state, ...at }]];
    }
    // The Map itself is in no item, wherever the event before it was.
    if (type === 'MapStateFailed') return [{ state: MAP }, []];
    if (type.startsWith('MapIteration')) return this.#iteration(event, type, before);
    if (SCHEDULED.test(type)) return this.#scheduled(before, at);
    if (TRY_FAILED.test(type) && before.state !== undefined) {
      const { error = 'States.TaskFailed', cause = '' } = problemOf(event);
      const failed = { type: 'StateFailed', state: before.state, Error: error, Cause: cause, ...at };
      return [{ ...before, failedIn: event.id }, [failed]];
    }
    if (type === 'ExecutionRedriven') this.#redrivenIn = event.id ?? 0;
    if (type === 'ExecutionFailed') return [before, this.#failed(event, before)];
    return [{ ...before, item }, []];
  }

  #iteration(event: HistoryEvent, type: string, before: Point): [Point, object[]] {
    const { index: item } = problemOf(event) as { index?: number };
    const point = type === 'MapIterationStarted' ? { item } : { ...before, item };
    return [point, [{ type, index: item }]];
  }

  /** The first try was told of when its state was entered; not so after a redrive, which enters no state. */
  #scheduled(before: Point, at: object): [Point, object[]] {
    const { item, failedIn } = before;
    const state = before.state ?? this.#newest.get(item);
    if (state === undefined) return [before, []];
    const isRedriven = before.state === undefined || (failedIn !== undefined && failedIn < this.#redrivenIn);
    const type = isRedriven ? 'StateEntered' : 'StateRetried';
    const isFirst = !isRedriven && failedIn === undefined;
    return [{ item, state }, isFirst ? [] : [{ type, state, ...at }]];
  }

  /** A Fail state fails with the run, and the Map with its item, which was told of. */
  #failed(event: HistoryEvent, before: Point): object[] {
    const { error = 'States.Runtime', cause = '' } = event.executionFailedEventDetails ?? {};
    const state = before.item === undefined ? before.state : MAP;
    const failed = state && { type: 'StateFailed', state, Error: error, Cause: cause };
    return [...(failed ? [failed] : []), { type: 'ExecutionFailed', Error: error, Cause: cause }];
  }
}
