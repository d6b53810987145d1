import { type HistoryEvent, RunHistoryReader } from '../../../../lambdas/shared/domain/run-history';
import { HistoryBuilder } from '../../../support/run-history';

/** Reads a history as a handler does, newest event first and as far as is needed. */
const read = async (history: HistoryBuilder) => {
  const reader = new RunHistoryReader();
  for await (const { events = [] } of history.read().newestFirst()) {
    if (events.some((event) => reader.add(event))) break;
  }
  return reader.trace;
};

const aborted = { executionAbortedEventDetails: { cause: 'maintenance' } };

describe('the trace of a run', () => {
  it('that never began has no state', async () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.add('ExecutionAborted', aborted, 0);

    expect(await read(history)).toEqual({ problem: { cause: 'maintenance' }, extracted: [] });
  });

  it('follows the end back to its own branch, past states of another that are newer and have the run’s data', async () => {
    const history = new HistoryBuilder();
    const both = history.entered('Parallel', 'Both', { plan: {} });
    const left = history.entered('Task', 'Left', { plan: {}, branch: 'left' }, both);
    history.entered('Task', 'Right', { plan: {}, branch: 'right' }, both);
    history.failed('States.TaskFailed', 'no', history.add('TaskFailed', {}, left));

    expect((await read(history)).failed).toEqual({
      name: 'Left',
      type: 'Task',
      data: { plan: {}, branch: 'left' },
    });
  });

  it('ends in the state that was entered more often than left, when nothing tells where it came from', async () => {
    const history = new HistoryBuilder();
    const items = ['Hanoi', 'Hue', 'Vinh'];
    const entered = items.map((city) => history.entered('Task', 'Extract', { city }));
    history.exited('Pass', 'Note', { city: 'nothing' });
    history.exited('Task', 'Extract', { city: 'Hue', rows: 24 }, entered[1]);
    history.exited('Task', 'Extract', { city: 'Vinh', rows: 0 }, entered[2]);
    history.add('ExecutionAborted', aborted, 0);

    expect(await read(history)).toEqual({
      failed: { name: 'Extract', type: 'Task', data: { city: 'Hanoi' } },
      problem: { cause: 'maintenance' },
      extracted: [
        { city: 'Vinh', rows: 0 },
        { city: 'Hue', rows: 24 },
      ],
    });
  });

  it('holds what is known of events that lack what their types leave out', () => {
    const reader = new RunHistoryReader();
    const older: HistoryEvent[] = [
      { id: undefined, type: 'ExecutionFailed', executionFailedEventDetails: {} },
      { id: undefined, type: undefined, stateExitedEventDetails: { name: undefined } },
      { id: undefined, type: undefined, stateEnteredEventDetails: { name: undefined, input: '{"of":"the exit"}' } },
      { id: undefined, type: undefined, stateEnteredEventDetails: { name: undefined } },
    ];

    expect(older.map((event) => reader.add(event))).toEqual([false, false, false, false]);
    expect(reader.trace).toEqual({ failed: { name: '', type: '', data: undefined }, problem: {}, extracted: [] });
  });
});
