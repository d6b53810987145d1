import { sqlFiles } from '../../lib/sql-statements';
import { runScripted } from '../support/scripted-run';
import { definitionOf } from '../support/state-machine';
import { extraction, invoked, planning, SUCCESSFUL_RUN, workItem } from '../support/successful-run';

const definition = definitionOf();

describe('a run in which nothing goes wrong', () => {
  const run = runScripted(definition, SUCCESSFUL_RUN, { from: '2018-12-05', to: '2018-12-05' });

  it('passes the steps in order and ends succeeded', async () => {
    const { status, path } = await run;

    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => STEPS.includes(state))).toEqual(STEPS);
  });

  it('extracts each work item', async () => {
    const { calls } = await run;

    expect(
      calls['Extract']?.map((call) => (call as { Payload: { city: { name: string } } }).Payload.city.name),
    ).toEqual(['Hanoi', 'Ho Chi Minh City']);
  });

  it('hands PlanRun the input, the name and the start of the execution, and the configured cities', async () => {
    const { calls } = await run;

    expect(calls['PlanRun']).toEqual([
      {
        FunctionName: expect.any(String),
        Payload: {
          input: { from: '2018-12-05', to: '2018-12-05' },
          executionName: 'run-1',
          startedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
          // The configured ones, which an environment of 4 KB could not hold.
          cities: [expect.objectContaining({ name: 'Hanoi' }), expect.objectContaining({ name: 'Ho Chi Minh City' })],
        },
      },
    ]);
  });

  it('adds up what the items answered', async () => {
    const { calls } = await run;

    const [{ Payload }] = calls['SummarizeExtraction'] as [{ Payload: { plan: { runId: string }; items: object[] } }];
    expect(Payload.plan.runId).toBe('run-1');
    expect(Payload.items).toHaveLength(2);
    expect(Payload.items[0]).toMatchObject({ city: 'Hanoi', rows: 24, gaps: 1, nulledValues: { fill_code: 1 } });
  });

  it('gives the Glue job the window, the cities and the run', async () => {
    const { calls } = await run;

    expect(calls['TransformToStaging']).toEqual([
      {
        JobName: 'openaq_to_redshift',
        Arguments: {
          '--run_id': 'run-1',
          '--window_start': '2018-12-05T00:00:00Z',
          '--window_end': '2018-12-06T00:00:00Z',
          '--cities': 'Hanoi,Ho Chi Minh City',
        },
      },
    ]);
  });

  it('polls a batch by the id that submitting it gave, and reads the result of its last statement', async () => {
    const { calls } = await run;

    expect(calls['DescribeLoadWarehouse']).toEqual(Array.from({ length: 3 }, () => ({ Id: 'load-1' })));
    expect(calls['GetValidation']).toEqual([{ Id: `validate-1:${sqlFiles('checks').length}` }]);
  });

  it('puts the values of the run into the one load statement that takes some', async () => {
    const { calls } = await run;

    const [{ Sqls }] = calls['LoadWarehouse'] as [{ Sqls: string[] }];
    const [thisRun, ...others] = Sqls.filter((sql) => sql.includes('create temp table this_run'));
    expect(others).toEqual([]);
    expect(thisRun).toContain("cast('run-1' as varchar(100)) as run_id");
    expect(thisRun).toContain("cast('Hanoi,Ho Chi Minh City' as varchar(65535)) as cities");
    expect(thisRun).toContain("replace(replace('2018-12-05T00:00:00Z', 'T', ' '), 'Z', '')");
    expect(thisRun).toContain("cast('36' as bigint) as rows_extracted");
    expect(thisRun).toContain("cast('2' as bigint) as values_missing");
    expect(thisRun).toContain("cast('' as varchar(65535)) as cities_without_data");
  });

  it('asks for validation with the run and the fewest rows', async () => {
    const { calls } = await run;

    const [{ Sqls }] = calls['ValidateLoad'] as [{ Sqls: string[] }];
    expect(Sqls).toHaveLength(sqlFiles('checks').length);
    expect(Sqls.join('\n')).toContain("'run-1'");
    expect(Sqls.join('\n')).not.toMatch(/:run_id|:min_expected_rows/);
  });

  it('gives every submission a token of at most 64 characters, another for each batch, redrive and repetition', async () => {
    const { calls } = await run;

    const tokens = ['PrepareWarehouse', 'LoadWarehouse', 'ValidateLoad'].map(
      (name) => calls[name]?.[0]?.['ClientToken'],
    );
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) {
      expect(token).toMatch(/^[0-9a-f]{32}-(PrepareWarehouse|LoadWarehouse|ValidateLoad)-0-0$/);
      expect(String(token).length).toBeLessThanOrEqual(64);
    }
  });
});

describe('a work item that needs more than one invocation', () => {
  it('goes into the next with how far it got, and is counted once', async () => {
    const unfinished = {
      done: false,
      ...workItem('Hanoi'),
      progress: { key: 'temp/extractions/a', sensors: 9, rounds: 1 },
    };
    const run = await runScripted(definition, {
      ...SUCCESSFUL_RUN,
      PlanRun: invoked({
        runId: 'run-1',
        startedAt: '2018-12-06T01:30:00.000Z',
        window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
        cities: 'Hanoi',
        source: 'api',
        minExpectedRows: 1,
        next: null,
        workItems: [workItem('Hanoi')],
      }),
      Extract: [invoked(unfinished), invoked(unfinished), invoked(extraction('Hanoi', 24))],
    });

    expect(run.status).toBe('SUCCEEDED');
    expect(run.calls['Extract']?.map(({ Payload }) => Payload)).toEqual([workItem('Hanoi'), unfinished, unfinished]);
    const [{ Payload }] = run.calls['SummarizeExtraction'] as [{ Payload: { items: object[] } }];
    expect(Payload.items).toEqual([extraction('Hanoi', 24)]);
  });
});

describe('a run whose hours come from the archive', () => {
  it('lets its job write them behind the work items, which list the locations, and goes on as any other', async () => {
    const { status, path, calls } = await runScripted(definition, planning({ source: 'archive' }));

    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => [...STEPS, 'ExtractArchive'].includes(state))).toEqual(
      STEPS.toSpliced(2, 0, 'ExtractArchive'),
    );
    expect(calls['ExtractArchive']).toEqual([
      {
        JobName: 'openaq_archive_to_lake',
        Arguments: calls['TransformToStaging']?.[0]?.['Arguments'],
      },
    ]);
  });
});

describe('a run that does not take all of its backfill', () => {
  it('starts the next run as the last thing that it does, under the planned name and with the planned input', async () => {
    const next = { name: 'run-1-from-2018-12-06', input: '{"from":"2018-12-06","to":"2018-12-31"}' };
    const { status, path, calls } = await runScripted(definition, planning({ next }));

    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-3)).toEqual(['MoreToBackfill?', 'StartNextRun', 'Succeeded']);
    expect(calls['StartNextRun']).toEqual([
      {
        StateMachineArn: expect.stringMatching(/:stateMachine:openaq-pipeline$/),
        Name: next.name,
        Input: next.input,
      },
    ]);
  });
});

const STEPS = [
  'PlanRun',
  'ExtractCities',
  'SummarizeExtraction',
  'StartCrawler',
  'PrepareWarehouse',
  'TransformToStaging',
  'LoadWarehouse',
  'ValidateLoad',
  'Succeeded',
];
