import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { underWay } from '../../../local/deployed/under-way';

const item = (city: string) =>
  JSON.stringify({ city: { name: city }, window: { start: '2018-12-01T00:00:00Z', end: '2019-01-01T00:00:00Z' } });

const entered = (id: number, after: number, type: string, name: string, input = '{}'): HistoryEvent => ({
  id,
  previousEventId: after,
  type: `${type}StateEntered` as 'TaskStateEntered',
  timestamp: new Date(id * 1_000),
  stateEnteredEventDetails: { name, input },
});

const event = (id: number, after: number, type: string, details: Partial<HistoryEvent> = {}): HistoryEvent => ({
  id,
  previousEventId: after,
  type: type as 'TaskScheduled',
  timestamp: new Date(id * 1_000),
  ...details,
});

const MAP = [
  event(1, 0, 'ExecutionStarted'),
  entered(2, 1, 'Map', 'ExtractCities'),
  event(3, 2, 'MapStateStarted', { mapStateStartedEventDetails: { length: 3 } }),
  event(4, 3, 'MapIterationStarted', { mapIterationStartedEventDetails: { name: 'ExtractCities', index: 0 } }),
  entered(5, 4, 'Task', 'Extract', item('Hanoi')),
  event(6, 3, 'MapIterationStarted', { mapIterationStartedEventDetails: { name: 'ExtractCities', index: 1 } }),
  entered(7, 6, 'Task', 'Extract', item('Hue')),
  event(8, 5, 'TaskStateExited', { stateExitedEventDetails: { name: 'Extract', output: '{}' } }),
  event(9, 8, 'MapIterationSucceeded', { mapIterationSucceededEventDetails: { name: 'ExtractCities', index: 0 } }),
];

describe('where a run is', () => {
  it('is nothing before its first state', () => {
    expect(underWay([event(1, 0, 'ExecutionStarted')])).toEqual({ states: [], items: null });
  });

  it('is in the Map the items that are under way, and how many of all are done', () => {
    expect(underWay(MAP)).toEqual({
      states: ['Extract Hue 2018-12-01 to 2019-01-01'],
      items: { done: 1, all: 3 },
    });
  });

  it('is behind the Map the state that it is in', () => {
    const behind = [
      ...MAP,
      event(10, 7, 'TaskStateExited', { stateExitedEventDetails: { name: 'Extract', output: '{}' } }),
      event(11, 10, 'MapIterationSucceeded', {
        mapIterationSucceededEventDetails: { name: 'ExtractCities', index: 1 },
      }),
      event(12, 11, 'MapStateSucceeded'),
      event(13, 12, 'MapStateExited', { stateExitedEventDetails: { name: 'ExtractCities', output: '{}' } }),
      entered(14, 13, 'Task', 'TransformToStaging'),
    ];

    expect(underWay(behind)).toEqual({ states: ['TransformToStaging'], items: null });
  });
});
