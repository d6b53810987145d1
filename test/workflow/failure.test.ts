import { LOST_AGAINST_ANOTHER } from '../../lib/workflow/statement-conflicts';
import { runScripted, TaskError } from '../support/scripted-run';
import { allStates, definitionOf } from '../support/state-machine';
import { planning, SUCCESSFUL_RUN } from '../support/successful-run';

const definition = definitionOf();
const runWith = (script: object, input?: unknown) => runScripted(definition, { ...SUCCESSFUL_RUN, ...script }, input);

/** Whose run enters the tasks that others do not: it reads the archive and is followed by another. */
const EVERYWHERE = { source: 'archive', next: { name: 'run-2', input: '{}' } };

/** A statement that outlives its limit is cancelled, in a task that a run without failures never enters. */
const isCancel = (name: string) => name.startsWith('Cancel');

const TASKS = allStates(definition)
  .filter(([name, state]) => state.Type === 'Task' && !isCancel(name))
  .map(([name]) => name);

describe('a task that fails for good', () => {
  it.each(TASKS)('ends the run with its own error, in %s itself', async (task) => {
    const run = await runWith({
      ...planning(EVERYWHERE),
      [task]: new TaskError('SomethingBrokeError', 'it broke'),
    });

    expect(run).toMatchObject({ status: 'FAILED', error: 'SomethingBrokeError', cause: 'it broke' });
    expect(run.path.at(-1)).toBe(task);
  });

  it('keeps the cause as the service gave it', async () => {
    const cause = { errorType: 'OpenAqSchemaChangedError', errorMessage: 'expected "results", got NaN' };
    const run = await runWith({ Extract: new TaskError('OpenAqSchemaChangedError', cause) });

    expect(run.error).toBe('OpenAqSchemaChangedError');
    expect(JSON.parse(run.cause ?? '')).toEqual(cause);
  });

  it('does not go on to the steps behind it', async () => {
    const run = await runWith({ Extract: new TaskError('InvalidApiKeyError') });

    expect(run.calls).not.toHaveProperty('SummarizeExtraction');
    expect(run.calls).not.toHaveProperty('LoadWarehouse');
  });

  it.each([
    ['a list', [1]],
    ['a text', 'daily'],
    ['a number', 7],
  ])('ends a run whose input was %s with the error of PlanRun', async (_, input) => {
    const run = await runWith({ PlanRun: new TaskError('InvalidRunInputError') }, input);

    expect(run).toMatchObject({ status: 'FAILED', error: 'InvalidRunInputError' });
  });
});

const tokensOf = (run: Awaited<ReturnType<typeof runWith>>, step: string) =>
  run.calls[step]?.map(({ ClientToken }) => ClientToken) ?? [];

describe.each([
  ['PrepareWarehouse', 10],
  ['LoadWarehouse', 60],
  ['ValidateLoad', 10],
])('the SQL of %s', (step, limitMinutes) => {
  const failed = (message: string) => ({ Id: 'any', Status: 'FAILED', Error: message });

  it('fails the run with the message of Redshift when it failed', async () => {
    const run = await runWith({ [`Describe${step}`]: failed('ERROR: relation "x" does not exist') });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'RedshiftStatementFailedError',
      cause: 'ERROR: relation "x" does not exist',
    });
    expect(run.path.at(-1)).toBe(`${step}Failed`);
    expect(run.calls[step]).toHaveLength(1);
  });

  it.each(['ABORTED', 'FAILED', 'SOMETHING_NEW'])(
    'fails the run when its status is %s, without a message',
    async (status) => {
      const run = await runWith({ [`Describe${step}`]: { Id: 'sql-1', Status: status } });

      expect(run).toMatchObject({
        status: 'FAILED',
        error: 'RedshiftStatementFailedError',
        cause: `Redshift ended the SQL with status ${status} and without a message (statement sql-1)`,
      });
    },
  );

  it('is cancelled when it runs longer than its limit, and then fails the run', async () => {
    const run = await runWith({
      [`Describe${step}`]: { Id: 'sql-1', Status: 'STARTED' },
      [`Cancel${step}`]: { Status: true },
    });

    expect(run).toMatchObject({ status: 'FAILED', error: 'RedshiftStatementTimedOutError' });
    expect(run.cause).toBe(`The SQL ran longer than ${limitMinutes} minutes and was cancelled; nothing of it was kept`);
    expect(run.calls[`Describe${step}`]).toHaveLength((limitMinutes * 60) / 10);
    expect(run.calls[`Cancel${step}`]).toEqual([{ Id: (SUCCESSFUL_RUN[step] as { Id: string }).Id }]);
    expect(run.path.slice(-2)).toEqual([`Cancel${step}`, `${step}TimedOut`]);
  });

  it.each([...LOST_AGAINST_ANOTHER])('is sent again when another run won: %s', async (text) => {
    const lost = failed(`Query #3 failed with ERROR: ${text}: and more`);
    const finished = { Id: 'any', Status: 'FINISHED' };

    const run = await runWith({ [`Describe${step}`]: [lost, lost, finished] });

    expect(run.status).toBe('SUCCEEDED');
    expect(run.path.filter((state) => state === `WaitToRepeat${step}`)).toHaveLength(2);
    // Another token each time, or the Data API would answer with the statement that failed.
    expect(new Set(tokensOf(run, step)).size).toBe(3);
    expect(run.calls[step]?.map(({ Sqls }) => Sqls)).toEqual(Array(3).fill(run.calls[step]?.[0]?.['Sqls']));
  });

  it('is given up when it loses six times', async () => {
    const run = await runWith({ [`Describe${step}`]: failed('ERROR: deadlock detected') });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'RedshiftStatementFailedError',
      cause: 'ERROR: deadlock detected',
    });
    expect(run.calls[step]).toHaveLength(6);
  });

  it('is submitted with the same token again when the Data API is full', async () => {
    const full = new TaskError('RedshiftData.ActiveStatementsExceededException');
    const run = await runWith({ [step]: [full, full, SUCCESSFUL_RUN[step]] });

    expect(run.status).toBe('SUCCEEDED');
    expect(new Set(tokensOf(run, step)).size).toBe(1);
  });

  it('survives a poll that got no answer', async () => {
    const lost = new TaskError('RedshiftData.InternalServerException');
    const run = await runWith({ [`Describe${step}`]: [lost, { Id: 'any', Status: 'FINISHED' }] });

    expect(run.status).toBe('SUCCEEDED');
  });
});

describe('the crawler', () => {
  const ready = (LastCrawl?: object) => ({ Crawler: { State: 'READY', ...(LastCrawl && { LastCrawl }) } });

  it('fails the run with its message when its crawl failed, although it is READY', async () => {
    const run = await runWith({ GetCrawler: ready({ Status: 'FAILED', ErrorMessage: 'Access Denied' }) });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'CrawlFailedError',
      cause: 'Access Denied',
    });
  });

  it.each([
    ['was cancelled', ready({ Status: 'CANCELLED' })],
    ['never crawled', ready()],
  ])('fails the run when it %s', async (_, answer) => {
    expect(await runWith({ GetCrawler: answer })).toMatchObject({ status: 'FAILED', error: 'CrawlFailedError' });
  });

  it('is given up when it runs longer than 30 minutes', async () => {
    const run = await runWith({ GetCrawler: { Crawler: { State: 'RUNNING' } } });

    expect(run).toMatchObject({ status: 'FAILED', error: 'CrawlTimedOutError' });
    expect(run.cause).toBe('The crawl is not done after 30 minutes');
    expect(run.calls['GetCrawler']).toHaveLength((30 * 60) / 30);
  });

  it('may be done at the last look', async () => {
    const running = Array.from({ length: (30 * 60) / 30 - 1 }, () => ({ Crawler: { State: 'RUNNING' } }));
    const run = await runWith({ GetCrawler: [...running, ready({ Status: 'SUCCEEDED' })] });

    expect(run.status).toBe('SUCCEEDED');
  });

  it('is started again when it was still running', async () => {
    const busy = new TaskError('Glue.CrawlerRunningException');

    expect(await runWith({ StartCrawler: [busy, busy, busy, {}] })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await runWith({ StartCrawler: busy })).toMatchObject({
      status: 'FAILED',
      error: 'Glue.CrawlerRunningException',
    });
  });
});

describe('the validation', () => {
  const row = (...fields: object[]) => ({ GetValidation: { Records: [fields], TotalNumRows: 1 } });

  it('fails the run with its detail when it did not pass', async () => {
    const run = await runWith(row({ BooleanValue: false }, { StringValue: '36 staged <> 35 loaded' }));

    expect(run).toMatchObject({ status: 'FAILED', error: 'LoadInvalidError', cause: '36 staged <> 35 loaded' });
  });

  it('reads the row whatever the case of its keys, which AWS does not document for this integration', async () => {
    expect(await runWith(row({ booleanValue: true }, { stringValue: 'fine' }))).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['IsNull', 'isNull'])('does not take a null for a pass, written as %s', async (key) => {
    const run = await runWith(row({ [key]: true }, { StringValue: 'nothing loaded' }));

    expect(run).toMatchObject({ status: 'FAILED', error: 'LoadInvalidError', cause: 'nothing loaded' });
  });
});
