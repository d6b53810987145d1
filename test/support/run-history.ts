import type { HistoryEvent } from '../../lambdas/shared/domain/run-history';

const EVENTS_PER_PAGE = 3;

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'type'>;

/** Builds the history of an execution as GetExecutionHistory gives it, each event behind another. */
export class HistoryBuilder {
  private readonly events: HistoryEvent[] = [];

  /** @param after the event that this one came from. @default - the one before it */
  add(type: string, details: Details = {}, after: number = this.events.length): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId: after, type, ...details });
    return id;
  }

  entered(type: string, name: string, input: unknown, after?: number): number {
    const text = typeof input === 'string' ? input : JSON.stringify(input);
    return this.add(`${type}StateEntered`, { stateEnteredEventDetails: { name, input: text } }, after);
  }

  exited(type: string, name: string, output: unknown, after?: number): number {
    return this.add(`${type}StateExited`, { stateExitedEventDetails: { name, output: JSON.stringify(output) } }, after);
  }

  failed(error: string, cause: string | object, after?: number): number {
    const text = typeof cause === 'string' ? cause : JSON.stringify(cause);
    return this.add('ExecutionFailed', { executionFailedEventDetails: { error, cause: text } }, after);
  }

  /** Newest first, in pages of three behind one without any, with the number of events that were taken. */
  read(): { taken: () => number; newestFirst: () => AsyncGenerator<{ events?: HistoryEvent[] }> } {
    const newest = [...this.events].reverse();
    let taken = 0;
    return {
      taken: () => taken,
      newestFirst: async function* () {
        yield {};
        for (let first = 0; first < newest.length; first += EVENTS_PER_PAGE) {
          const events = newest.slice(first, first + EVENTS_PER_PAGE);
          taken += events.length;
          yield { events };
        }
      },
    };
  }
}
