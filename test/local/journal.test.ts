import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '../../local/workflow/history';
import { beginJournal, journalAudit } from '../../local/workflow/journal';
import { visitsOf } from '../../local/workflow/visits';
import { temporaryDirectory } from '../support/temporary-directory';

const DEFINITION = { StartAt: 'First', States: { First: { Type: 'Succeed' as const } } };

const execution = (minute: number, events: EventLog[] = []) => ({
  name: `laptop-${minute}`,
  input: { from: '2018-12-05' },
  startedAt: `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`,
  redriveCount: events.length > 0 ? 1 : 0,
  events,
});

const started = { type: 'ExecutionStarted', timestamp: 1, input: {} } as EventLog;

describe('the journal of a run', () => {
  const directory = join(temporaryDirectory(), 'runs');
  const linesOf = (runId: string) =>
    readFileSync(join(directory, `${runId}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('has a line for the run with its definition, one for each event when it happens, and one for the audit row', () => {
    const note = beginJournal(directory, DEFINITION, 'duckdb', execution(1));
    note(started);
    const [header, ...events] = linesOf('20260101T000100Z-laptop-1');
    journalAudit(directory, '20260101T000100Z-laptop-1', { status: 'passed', rows_loaded: 335 });

    expect(header).toMatchObject({
      type: 'Run',
      name: 'laptop-1',
      input: { from: '2018-12-05' },
      processId: process.pid,
      definition: DEFINITION,
    });
    expect(events).toEqual([started]);
    expect(linesOf('20260101T000100Z-laptop-1').at(-1)).toEqual({
      type: 'Audit',
      row: { status: 'passed', rows_loaded: 335 },
    });
  });

  it('begins anew with the earlier events when the run is redriven', () => {
    const note = beginJournal(directory, DEFINITION, 'duckdb', execution(1, [started]));
    note({ type: 'ExecutionRedriven', timestamp: 9 });

    const [header, ...events] = linesOf('20260101T000100Z-laptop-1');
    expect(header.redriveCount).toBe(1);
    expect(events).toEqual([started, { type: 'ExecutionRedriven', timestamp: 9 }]);
  });

  it('leaves out what a Map took in, which each of its items would tell again', () => {
    const note = beginJournal(directory, DEFINITION, 'duckdb', execution(2));
    note({ type: 'MapIterationStarted', timestamp: 2, index: 0, parentState: { input: 'all' } } as unknown as EventLog);

    expect(linesOf('20260101T000200Z-laptop-2').at(-1)).toEqual({
      type: 'MapIterationStarted',
      timestamp: 2,
      index: 0,
    });
  });

  it('is kept of the newest twenty runs', () => {
    for (let minute = 10; minute < 32; minute += 1) beginJournal(directory, DEFINITION, 'duckdb', execution(minute));

    const kept = readdirSync(directory).sort();
    expect(kept).toHaveLength(20);
    expect(kept[0]).toBe('20260101T001200Z-laptop-12.jsonl');
  });

  it('fails no run where it cannot be written', () => {
    const file = join(directory, 'a-file');
    writeFileSync(file, '');

    expect(() => beginJournal(join(file, 'runs'), DEFINITION, 'duckdb', execution(3))(started)).not.toThrow();
  });
});

describe('the visits of a run', () => {
  const of = (type: string, timestamp: number, name: string, more: object = {}) =>
    ({ type, timestamp, state: { name, type: 'Task', input: { at: timestamp } }, ...more }) as unknown as EventLog;
  const failed = (timestamp: number, name: string, more: object = {}) =>
    of('StateFailed', timestamp, name, { Error: 'BusyError', Cause: 'it is busy', ...more });
  const outcomes = (events: EventLog[]) => visitsOf(events).map(({ state, outcome }) => [state, outcome]);

  it('are at work until the state is left, also between a try that failed and the next', () => {
    const events = [of('StateEntered', 1, 'First'), failed(2, 'First')];

    expect(outcomes(events)).toEqual([['First', 'running']]);
    expect(visitsOf([...events, of('StateRetried', 3, 'First'), of('StateExited', 4, 'First')])).toMatchObject([
      {
        outcome: 'done',
        enteredAtMs: 1,
        leftAtMs: 4,
        failures: [{ atMs: 2, error: 'BusyError', cause: 'it is busy' }],
      },
    ]);
  });

  it('fail with the run, and those that were at work beside it are stopped', () => {
    const events = [
      of('StateEntered', 1, 'Extract', { index: 0 }),
      of('StateEntered', 1, 'Extract', { index: 1 }),
      failed(2, 'Extract', { index: 1 }),
      { type: 'MapIterationFailed', timestamp: 3, index: 1 } as unknown as EventLog,
    ];

    expect(outcomes(events)).toEqual([
      ['Extract', 'running'],
      ['Extract', 'failed'],
    ]);
    expect(outcomes([...events, { type: 'ExecutionFailed', timestamp: 4 } as EventLog])).toEqual([
      ['Extract', 'stopped'],
      ['Extract', 'failed'],
    ]);
  });

  it('go on where a run is redriven', () => {
    const events = [
      of('StateEntered', 1, 'First'),
      failed(2, 'First'),
      { type: 'ExecutionFailed', timestamp: 3 } as EventLog,
      { type: 'ExecutionRedriven', timestamp: 9 } as EventLog,
    ];

    expect(outcomes(events)).toEqual([['First', 'running']]);
    expect(outcomes([...events, of('StateExited', 10, 'First')])).toEqual([['First', 'done']]);
  });

  it('are caught where the definition goes on elsewhere', () => {
    expect(outcomes([of('StateEntered', 1, 'First'), failed(2, 'First'), of('StateCaught', 2, 'First')])).toEqual([
      ['First', 'caught'],
    ]);
  });
});
