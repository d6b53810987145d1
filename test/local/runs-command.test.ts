import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readPastRuns } from '../../local/cli/past-runs';
import { runsCommand } from '../../local/cli/runs-command';
import { localFolder } from '../../local/folder/folder';
import { type ReplayServer, startReplayServer } from '../../local/openaq-replay/server';
import type { EventLog } from '../../local/workflow/history';
import { beginJournal } from '../../local/workflow/journal';
import { openLaptop } from '../support/laptop-run';
import { temporaryDirectory } from '../support/temporary-directory';

/** Above the largest id that Linux gives. */
const NO_PROCESS = 2 ** 31 - 1;

const NO_DEFINITION = { StartAt: 'PlanRun', States: {} };

const execution = (name: string, startedAt = new Date().toISOString()) => ({
  name,
  input: {},
  startedAt,
  redriveCount: 0,
  events: [],
});

const DAY = { from: '2018-12-05', to: '2018-12-05', cities: ['Hanoi'] };

describe('openaq runs', () => {
  const dir = join(temporaryDirectory(), 'laptop');
  const folder = localFolder(dir);
  let server: ReplayServer;
  let printed: string;

  const { columns } = process.stdout;
  beforeAll(async () => {
    Object.assign(process.stdout, { columns: 80 });
    server = await startReplayServer();
    const laptop = await openLaptop(dir, {}, () => server.url);
    await laptop.run(DAY);
    await laptop.run(DAY);
    await laptop.run({ ...DAY, cities: ['Atlantis'] });
    await laptop.close();
    beginJournal(folder.journals, NO_DEFINITION, 'spark', execution('laptop-killed'));
    const killed = join(
      folder.journals,
      readdirSync(folder.journals).find((name) => name.includes('laptop-killed')) ?? '',
    );
    const written = readFileSync(killed, 'utf8').replace(`"processId":${process.pid}`, `"processId":${NO_PROCESS}`);
    writeFileSync(killed, `${written}{"type":"StateEntered","sta`);
  });
  afterAll(async () => {
    Object.assign(process.stdout, { columns });
    await server.close();
  });

  const list = async (options: object = {}): Promise<string> => {
    printed = '';
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
    expect(await runsCommand({ dir, limit: 10, ...options })).toBe(0);
    spy.mockRestore();
    return printed;
  };

  it('lists every run as an object, the newest first, with null for what it did not come to', async () => {
    const [killed, failed, again, first, ...others] = JSON.parse(await list({ json: true }));

    expect(others).toEqual([]);
    expect(first).toEqual({
      run_id: expect.stringMatching(/-test-1$/),
      started_at: expect.stringMatching(/Z$/),
      status: 'passed',
      window_start: '2018-12-05T00:00:00Z',
      window_end: '2018-12-06T00:00:00Z',
      cities: 'Hanoi',
      rows_loaded: 24,
      values_changed: 24,
      engine: expect.stringMatching(/^duckdb \d/),
      version: '0.1.0',
      seconds: expect.any(Number),
      fact_digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      reason: expect.stringContaining('24 staged = 24 loaded'),
    });
    expect(again).toMatchObject({ rows_loaded: 24, values_changed: 0, fact_digest: first.fact_digest });
    expect(failed).toMatchObject({
      status: 'failed',
      rows_loaded: null,
      values_changed: null,
      reason: expect.stringMatching(/^InvalidRunInputError: .*Atlantis/),
    });
    expect(killed).toMatchObject({ status: 'interrupted', engine: 'spark', seconds: null, reason: null });
  });

  it('tells a person the same within 80 columns, and what to do about those that did not pass', async () => {
    const lines = stripVTControlCharacters(await list())
      .trimEnd()
      .split('\n');

    expect(lines.filter((line) => line.length > 80 && !line.startsWith('          -> '))).toEqual([]);
    expect(lines.map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, '<start>'))).toEqual(
      expect.arrayContaining([
        'Runs, the newest first; times in UTC',
        '[WARNING] <start>  interrupted',
        `          -> run it again: npx openaq local --dir ${dir}`,
        '[FAIL]    <start>',
        '[OK]      <start>  2018-12-05 to 2018-12-05  24 rows',
        '          Hanoi: nothing changed',
        '          Hanoi: 24 values changed',
      ]),
    );
  });

  it('lists as many as are asked for, and says that there are more', async () => {
    expect(await list({ limit: 1 })).toMatch(/^The newest 1 of 4 runs \(--limit shows more\); times in UTC\n/);
  });

  it('has a line for each column in CSV', async () => {
    const [heading = '', , failed = ''] = (await list({ csv: true })).split('\n');

    expect(heading).toMatch(/^run_id,started_at,status,window_start,/);
    expect(failed).toMatch(/,failed,/);
  });
});

describe('the journals of a folder', () => {
  const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
  const window = { start: '2025-12-31T00:00:00Z', end: '2026-01-01T00:00:00Z' };
  const planned = { runId: 'r-a', window, cities: 'Hue' };
  const state = { name: 'PlanRun', type: 'Task', input: {}, output: { plan: planned } };

  const directory = temporaryDirectory();

  it('tell a redriven run once, as it was at its last start', () => {
    const note = beginJournal(directory, NO_DEFINITION, 'duckdb', execution('a', '2026-01-01T00:00:00Z'));
    const events = [
      { type: 'StateExited', timestamp: at('00:00:30'), state },
      { type: 'ExecutionFailed', timestamp: at('00:01:00'), Error: 'E', Cause: 'It broke' },
    ] as unknown as EventLog[];
    for (const event of events) note(event);

    expect(readPastRuns(directory)).toMatchObject([
      { name: 'a', endedAt: '2026-01-01T00:01:00.000Z', failure: { error: 'E', sentence: 'It broke' } },
    ]);

    note({ type: 'ExecutionRedriven', timestamp: at('00:02:00') });
    note({ type: 'ExecutionSucceeded', timestamp: at('00:03:00') } as EventLog);

    expect(readPastRuns(directory)).toMatchObject([
      {
        name: 'a',
        startedAt: '2026-01-01T00:02:00.000Z',
        endedAt: '2026-01-01T00:03:00.000Z',
        ...planned,
        failure: null,
      },
    ]);
  });
});
