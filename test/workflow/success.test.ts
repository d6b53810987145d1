import { runScripted } from '../support/scripted-run';
import { definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

const definition = definitionOf();

describe('a run in which nothing goes wrong', () => {
  const run = runScripted(definition, SUCCESSFUL_RUN, { from: '2018-12-05', to: '2018-12-05' });

  it('passes the steps in order and ends succeeded', async () => {
    const { status, path } = await run;

    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => STEPS.includes(state))).toEqual(STEPS);
    expect(path).not.toContain('NotifyFailure');
  });

  it('extracts each work item', async () => {
    const { calls } = await run;

    expect(
      calls['Extract']?.map((call) => (call as { Payload: { city: { name: string } } }).Payload.city.name),
    ).toEqual(['Hanoi', 'Ho Chi Minh City']);
  });

  it('hands PlanRun the input, the name and the start of the execution', async () => {
    const { calls } = await run;

    expect(calls['PlanRun']).toEqual([
      {
        FunctionName: expect.any(String),
        Payload: {
          input: { from: '2018-12-05', to: '2018-12-05' },
          executionName: 'run-1',
          startedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
        },
      },
    ]);
  });

  it('keeps the counts of the extraction and leaves the keys out, so that a year fits into a state', async () => {
    const { calls } = await run;

    const [{ Payload }] = calls['SummarizeExtraction'] as [{ Payload: { runId: string; items: object[] } }];
    expect(Payload.runId).toBe('run-1');
    expect(Payload.items).toHaveLength(2);
    expect(Payload.items[0]).toMatchObject({ city: 'Hanoi', rows: 24, nulledValues: { fill_code: 1 } });
    expect(Payload.items[0]).not.toHaveProperty('keys');
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

  it('polls a statement by the id that submitting it gave', async () => {
    const { calls } = await run;

    expect(calls['DescribeLoadWarehouse']).toEqual(Array.from({ length: 3 }, () => ({ Id: 'load-1' })));
    expect(calls['GetValidation']).toEqual([{ Id: 'validate-1' }]);
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
  });

  it('asks for validation with the run and the fewest rows as parameters', async () => {
    const { calls } = await run;

    expect(calls['ValidateLoad']?.[0]).toMatchObject({
      Parameters: [
        { Name: 'run_id', Value: 'run-1' },
        { Name: 'min_expected_rows', Value: '1' },
      ],
    });
  });

  it('gives every submission a token of 64 characters, another for each statement', async () => {
    const { calls } = await run;

    const tokens = ['PrepareWarehouse', 'LoadWarehouse', 'ValidateLoad'].map(
      (name) => calls[name]?.[0]?.['ClientToken'],
    );
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{64}$/);
  });
});

const STEPS = [
  'PlanRun',
  'PrepareWarehouse',
  'ExtractCities',
  'SummarizeExtraction',
  'StartCrawler',
  'TransformToStaging',
  'LoadWarehouse',
  'ValidateLoad',
  'Succeeded',
];
