import { stripVTControlCharacters } from 'node:util';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { createConsole } from '../../../local/cli/console';
import { ExecutionEvents } from '../../../local/deployed/execution-events';
import { Progress } from '../../../local/workflow/progress';
import { describeWithPython } from '../../support/python';
import { inCapitals, mistakesIn } from '../../support/sdk-models';

/** An event of GetExecutionHistory: how it is called, which one it came from, and its details. */
type Written = readonly [type: string, previousEventId: number, details?: object];

/** A history as AWS writes it, an event a second. */
const historyOf = (...events: readonly Written[]): HistoryEvent[] =>
  events.map(([type, previousEventId, details = {}], index) => ({
    id: index + 1,
    previousEventId,
    type: type as HistoryEvent['type'],
    timestamp: new Date(index * 1_000),
    ...details,
  }));

const ITEM = {
  city: { name: 'Hanoi' },
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
};
const EXTRACTED = { city: 'Hanoi', done: true, rows: 24, requests: 2, objects: 3 };
const LAMBDA = { resourceType: 'lambda', resource: 'invoke' };

const entered = (name: string, input: object = {}) => ({
  stateEnteredEventDetails: { name, input: JSON.stringify(input) },
});
const exited = (name: string, output: object = {}) => ({
  stateExitedEventDetails: { name, output: JSON.stringify(output) },
});
const failed = (error: string, errorMessage: string) => ({
  taskFailedEventDetails: { ...LAMBDA, error, cause: JSON.stringify({ errorMessage }) },
});
const iteration = (what: string, index: number) => ({
  [`mapIteration${what}EventDetails`]: { name: 'ExtractCities', index },
});
const scheduled = { taskScheduledEventDetails: { ...LAMBDA, region: 'r', parameters: '{}' } };

/** A Map of two items: the first is tried twice, the second fails for good; then a redrive, which goes on with it alone. */
const HISTORY = historyOf(
  ['ExecutionStarted', 0],
  ['MapStateEntered', 1, entered('ExtractCities')],
  ['MapStateStarted', 2, { mapStateStartedEventDetails: { length: 2 } }],
  ['MapIterationStarted', 3, iteration('Started', 0)],
  ['TaskStateEntered', 4, entered('Extract', ITEM)],
  ['MapIterationStarted', 3, iteration('Started', 1)],
  ['TaskStateEntered', 6, entered('Extract', { ...ITEM, city: { name: 'Hue' } })],
  ['TaskScheduled', 5, scheduled],
  ['TaskScheduled', 7, scheduled],
  ['TaskFailed', 8, failed('OpenAqUnavailableError', 'it answered 503')],
  ['TaskScheduled', 10, scheduled],
  ['TaskSucceeded', 11, { taskSucceededEventDetails: LAMBDA }],
  ['TaskStateExited', 12, exited('Extract', EXTRACTED)],
  ['ChoiceStateEntered', 13, entered('ItemExtracted?', EXTRACTED)],
  ['ChoiceStateExited', 14, exited('ItemExtracted?', EXTRACTED)],
  ['SucceedStateEntered', 15, entered('ItemExtracted', EXTRACTED)],
  ['SucceedStateExited', 16, exited('ItemExtracted', EXTRACTED)],
  ['MapIterationSucceeded', 17, iteration('Succeeded', 0)],
  ['TaskFailed', 9, failed('InvalidApiKeyError', 'the key is wrong')],
  ['MapIterationFailed', 19, iteration('Failed', 1)],
  ['MapStateFailed', 20],
  ['ExecutionFailed', 21, { executionFailedEventDetails: { error: 'InvalidApiKeyError', cause: '{}' } }],
  ['ExecutionRedriven', 0, { executionRedrivenEventDetails: { redriveCount: 1 } }],
  ['TaskScheduled', 19, scheduled],
  ['TaskSucceeded', 24, { taskSucceededEventDetails: LAMBDA }],
  ['TaskStateExited', 25, exited('Extract', { ...EXTRACTED, city: 'Hue' })],
  ['MapIterationSucceeded', 26, iteration('Succeeded', 1)],
  ['MapStateSucceeded', 27],
  ['MapStateExited', 28, exited('ExtractCities')],
  ['TaskStateEntered', 29, entered('LoadWarehouse')],
  ['TaskScheduled', 30, scheduled],
  ['TaskTimedOut', 31, { taskTimedOutEventDetails: { ...LAMBDA, error: 'States.Timeout', cause: 'too long' } }],
  ['TaskScheduled', 32, scheduled],
  ['TaskSucceeded', 33, { taskSucceededEventDetails: LAMBDA }],
  ['TaskStateExited', 34, exited('LoadWarehouse')],
  ['FailStateEntered', 35, entered('LoadInvalid')],
  ['ExecutionFailed', 36, { executionFailedEventDetails: { error: 'LoadInvalidError', cause: '2 <> 3' } }],
);

/** The lines that a person reads of a history, without the colours. */
const linesOf = (history: readonly HistoryEvent[]): string[] => {
  let printed = '';
  const console = createConsole({ write: (text) => (printed += text) });
  const progress = new Progress(console);
  const events = new ExecutionEvents();
  for (const event of history) for (const local of events.toLocal(event)) progress.onEvent(local);
  return stripVTControlCharacters(printed)
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' '));
};

describe('the history of an execution in AWS', () => {
  it('is told in the lines of a run on the laptop: tries, items, failures, and what a redrive does again', () => {
    expect(linesOf(HISTORY)).toEqual([
      '[START] ExtractCities',
      '[START] Extract',
      '[START] Extract',
      '[WARNING] Extract Hanoi 2018-12-05 to 2018-12-06 is tried again: OpenAqUnavailableError: it answered 503',
      '[OK] Extract 8.00 s Hanoi: 24 rows, 2 requests, 3 objects',
      '[FAIL] Extract Hue 2018-12-05 to 2018-12-06: the key is wrong',
      '[START] Extract',
      '[OK] Extract 19.00 s Hue: 24 rows, 2 requests, 3 objects',
      '[OK] ExtractCities 27.00 s',
      '[START] LoadWarehouse',
      '[WARNING] LoadWarehouse is tried again: States.Timeout: too long',
      '[OK] LoadWarehouse 5.00 s',
      '[FAIL] LoadInvalid: 2 <> 3',
    ]);
  });

  it('may leave out the output of a state, which was too long for it', () => {
    const history = historyOf(
      ['TaskStateEntered', 0, entered('PlanRun')],
      ['TaskStateExited', 1, { stateExitedEventDetails: { name: 'PlanRun', outputDetails: { truncated: true } } }],
    );

    expect(linesOf(history)).toEqual(['[START] PlanRun', '[OK] PlanRun 1.00 s']);
  });
});

describeWithPython('the histories of these tests', () => {
  it('have the shape of GetExecutionHistory, by the model of the service', async () => {
    const events = HISTORY.map((event) => ({ ...event, timestamp: Number(event.timestamp) / 1_000 }));
    const answer = {
      service: 'stepfunctions',
      operation: 'GetExecutionHistory',
      part: '$',
      value: inCapitals({ events }),
    };

    expect(await mistakesIn([answer])).toEqual([[]]);
  });
});
