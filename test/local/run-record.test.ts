import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '../../local/workflow/history';
import {
  keepRunRecord,
  nulledValuesOf,
  type RunRecord,
  readRunRecord,
  statesOf,
} from '../../local/workflow/run-record';
import { temporaryDirectory } from '../support/temporary-directory';

type State = { name: string; type: string; input?: unknown; output?: unknown };

const event = (type: string, timestamp: number, state: State, index?: number): EventLog =>
  ({ type, timestamp, state, ...(index !== undefined && { index }) }) as unknown as EventLog;

const item = (city: string) => ({
  city: { name: city },
  window: { start: '2024-01-01T00:00:00Z', end: '2024-01-02T00:00:00Z' },
});

/** Two items at once, of which one fails, and a Choice before them. */
const EVENTS: EventLog[] = [
  event('StateEntered', 1, { name: 'Which?', type: 'Choice' }),
  event('StateEntered', 2, { name: 'ExtractCities', type: 'Map' }),
  event('StateEntered', 3, { name: 'Extract', type: 'Task', input: item('Hanoi') }, 0),
  event('StateEntered', 4, { name: 'Extract', type: 'Task', input: item('Hue') }, 1),
  event(
    'StateExited',
    7,
    { name: 'Extract', type: 'Task', output: { done: true, nulledValues: { fill_code: 2, below_range: 1 } } },
    0,
  ),
  event('ExecutionFailed', 9, { name: '', type: '' }),
];

const failed = (timestamp: number, name: string, error: string, cause: unknown, index?: number): EventLog =>
  ({ ...event('StateFailed', timestamp, { name, type: 'Task' }, index), Error: error, Cause: cause }) as EventLog;

describe('the states of a run', () => {
  it('last from entry to exit, one beside another in a Map, and to the end of the run where they were not left', () => {
    expect(statesOf(EVENTS)).toEqual([
      { name: 'ExtractCities', item: null, startedAtMs: 2, endedAtMs: 9, isDone: false, failures: [] },
      {
        name: 'Extract',
        item: 'Hanoi 2024-01-01 to 2024-01-02',
        startedAtMs: 3,
        endedAtMs: 7,
        isDone: true,
        failures: [],
      },
      {
        name: 'Extract',
        item: 'Hue 2024-01-01 to 2024-01-02',
        startedAtMs: 4,
        endedAtMs: 9,
        isDone: false,
        failures: [],
      },
    ]);
  });

  it('tell each try that failed with its error, and end with the last where none came after', () => {
    const events = [
      event('StateEntered', 1, { name: 'StartCrawler', type: 'Task' }),
      failed(2, 'StartCrawler', 'Glue.CrawlerRunningException', 'It runs'),
      event('StateExited', 5, { name: 'StartCrawler', type: 'Task' }),
      event('StateEntered', 6, { name: 'TransformToStaging', type: 'Task' }),
      failed(7, 'TransformToStaging', 'Glue.JobRunFailed', '{"ErrorMessage":"No space left"}'),
      event('ExecutionFailed', 9, { name: '', type: '' }),
    ];

    expect(statesOf(events)).toMatchObject([
      {
        endedAtMs: 5,
        isDone: true,
        failures: [{ atMs: 2, error: 'Glue.CrawlerRunningException', sentence: 'It runs' }],
      },
      { endedAtMs: 7, isDone: false, failures: [{ atMs: 7, error: 'Glue.JobRunFailed', sentence: 'No space left' }] },
    ]);
  });
});

describe('the nulled values of a run', () => {
  it('are summed by reason over the items that are done', () => {
    const other = event(
      'StateExited',
      8,
      { name: 'Extract', type: 'Task', output: { done: true, nulledValues: { fill_code: 3 } } },
      1,
    );
    const unfinished = event(
      'StateExited',
      8,
      { name: 'Extract', type: 'Task', output: { done: false, nulledValues: { fill_code: 9 } } },
      1,
    );

    expect(nulledValuesOf([...EVENTS, other, unfinished])).toEqual({ fill_code: 5, below_range: 1 });
  });
});

describe('the record of a run', () => {
  const file = join(temporaryDirectory(), 'run.json');
  const record: RunRecord = {
    runId: 'laptop-1',
    status: 'SUCCEEDED',
    schema: 'openaq',
    window: { start: '2024-01-01T00:00:00Z', end: '2024-01-02T00:00:00Z' },
    configuredCities: [{ name: 'Hanoi', country: 'VN', boundingBox: [105.2, 20.5, 106.1, 21.4] }],
    cities: ['Hanoi'],
    states: statesOf(EVENTS),
    nulledValues: { fill_code: 2 },
  };

  it('comes back as it was kept', () => {
    keepRunRecord(file, record);

    expect(readRunRecord(file)).toEqual(record);
  });

  it.each(['', '{', '{"runId":"of another version"}'])('is none where the file says %j', (text) => {
    writeFileSync(file, text);

    expect(readRunRecord(file)).toBeUndefined();
  });
});
