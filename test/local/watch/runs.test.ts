import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Runs } from '../../../local/watch/runs';
import { beginJournal } from '../../../local/workflow/journal';
import { temporaryDirectory } from '../../support/temporary-directory';

const DEFINITION = { StartAt: 'First', States: { First: { Type: 'Succeed' as const } } };
const EXECUTION = { name: 'one', input: {}, startedAt: '2026-01-01T00:00:00.000Z', redriveCount: 0, events: [] };
const FAILED = { type: 'ExecutionFailed', timestamp: 3, Error: 'BusyError', Cause: 'busy' } as const;

/** A process that is not there: Linux counts to 4,194,304 at most. */
const NOBODY = 2 ** 30;

const HEADER = {
  type: 'Run',
  ...EXECUTION,
  name: 'two',
  processId: NOBODY,
  engine: 'duckdb',
  version: '0.1.0',
  definition: DEFINITION,
};

describe('the runs of a folder', () => {
  const directory = join(temporaryDirectory(), 'runs');
  const file = join(directory, '20260101T000000Z-one.jsonl');
  const runs = new Runs(directory);
  const seen = () => {
    runs.refresh();
    return runs.all.map(({ name, status, redriveCount, events }) => ({ name, status, redriveCount, n: events.length }));
  };

  it('are none while there is no folder of journals', () => {
    expect(seen()).toEqual([]);
  });

  it('are seen as they go on; a line that is half written is taken when it is whole', () => {
    const note = beginJournal(directory, DEFINITION, 'duckdb', EXECUTION);
    expect(seen()).toMatchObject([{ name: 'one', status: 'RUNNING', n: 0 }]);
    note({ type: 'ExecutionStarted', timestamp: 1, input: {} });
    appendFileSync(file, '{"type":"ExecutionFailed","times');
    expect(seen()).toMatchObject([{ status: 'RUNNING', n: 1 }]);
    appendFileSync(file, 'tamp":3,"Error":"BusyError","Cause":"ü"}\n');

    expect(seen()).toMatchObject([{ status: 'FAILED', n: 2 }]);
  });

  it('begin anew in place of themselves when they are redriven', () => {
    const events = [FAILED, { type: 'ExecutionRedriven', timestamp: 9 }] as never;
    beginJournal(directory, DEFINITION, 'duckdb', { ...EXECUTION, redriveCount: 1, events });

    expect(seen()).toEqual([{ name: 'one', status: 'RUNNING', redriveCount: 1, n: 2 }]);
  });

  it('were aborted when their process is gone and they did not end', () => {
    writeFileSync(join(directory, '20260101T000001Z-two.jsonl'), `${JSON.stringify(HEADER)}\n`);

    expect(seen()).toMatchObject([
      { name: 'two', status: 'ABORTED' },
      { name: 'one', status: 'RUNNING' },
    ]);
  });

  it('are not what else lies there: other files, and those that another program or version wrote', () => {
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    writeFileSync(join(directory, '3.jsonl'), '{"type":"Audit"}\nno JSON\n');
    mkdirSync(join(directory, '4.jsonl'));
    writeFileSync(join(directory, '5.jsonl'), `${JSON.stringify({ ...HEADER, engine: undefined })}\n`);

    expect(seen().map(({ name }) => name)).toEqual(['two', 'one']);
  });

  it('are forgotten with their journals', () => {
    rmSync(file);

    expect(seen().map(({ name }) => name)).toEqual(['two']);
  });
});
