import { runScripted, TaskError } from '../support/scripted-run';
import { allStates, definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

const definition = definitionOf();
const runWith = (script: object, input?: unknown) => runScripted(definition, { ...SUCCESSFUL_RUN, ...script }, input);
const messageOf = (run: Awaited<ReturnType<typeof runWith>>) => run.calls['NotifyFailure']?.[0]?.['Message'];

const TASKS = allStates(definition)
  .filter(([name, state]) => state.Type === 'Task' && name !== 'NotifyFailure')
  .map(([name]) => name);

/** A task inside the Map fails the Map, which is the state that is told of. */
const toldAs = (task: string): string => (task === 'Extract' ? 'ExtractCities' : task);

describe('a task that fails for good', () => {
  it.each(TASKS)('ends the run failed with its error and tells that it was %s', async (task) => {
    const run = await runWith({ [task]: new TaskError('SomethingBrokeError', 'it broke') });

    expect(run).toMatchObject({ status: 'FAILED', error: 'SomethingBrokeError' });
    expect(run.cause).toContain('it broke');
    expect(run.path.at(-1)).toBe('RunFailed');
    expect(run.calls['NotifyFailure']).toHaveLength(1);
    expect(run.calls['NotifyFailure']?.[0]).toMatchObject({
      TopicArn: expect.any(String),
      Subject: `OpenAQ pipeline: ${toldAs(task)} failed`,
    });
  });

  it('tells the run, its window, error, cause and the link to the console', async () => {
    const run = await runWith({ TransformToStaging: new TaskError('States.TaskFailed', 'out of memory') });

    expect(messageOf(run)).toBe(
      [
        'The run run-1 failed in TransformToStaging.',
        'Error: States.TaskFailed',
        'Cause: out of memory',
        'Window (UTC): 2018-12-05T00:00:00Z to 2018-12-06T00:00:00Z',
        'https://ap-southeast-1.console.aws.amazon.com/states/home?region=ap-southeast-1#/v2/executions/details/arn:aws:states:ap-southeast-1:111122223333:execution:m:run-1',
      ].join('\n'),
    );
  });

  it('names city and window of the work item that failed', async () => {
    const run = await runWith({ Extract: new TaskError('OpenAqSchemaChangedError', { errorMessage: 'no results' }) });

    expect(run.error).toBe('OpenAqSchemaChangedError');
    expect(run.cause).toMatch(/^Hanoi 2018-12-05T00:00:00Z to 2018-12-06T00:00:00Z: .*no results/);
  });

  it('does not go on to the steps behind it', async () => {
    const run = await runWith({ Extract: new TaskError('InvalidApiKeyError') });

    expect(run.calls).not.toHaveProperty('SummarizeExtraction');
    expect(run.calls).not.toHaveProperty('LoadWarehouse');
  });

  it('says that there is no window yet when the run could not be planned', async () => {
    const run = await runWith({ PlanRun: new TaskError('InvalidRunInputError', 'from: is after to') }, { from: 'x' });

    expect(messageOf(run)).toContain('Window (UTC): not planned yet');
  });

  it.each([
    ['a list', [1]],
    ['a text', 'daily'],
    ['a number', 7],
  ])('is told even if the input was %s', async (_, input) => {
    const run = await runWith({ PlanRun: new TaskError('InvalidRunInputError') }, input);

    expect(run).toMatchObject({ status: 'FAILED', error: 'InvalidRunInputError' });
    expect(run.calls['NotifyFailure']).toHaveLength(1);
  });

  it('still fails with its own error when nobody could be told', async () => {
    const run = await runWith({
      LoadWarehouse: new TaskError('RedshiftData.ValidationException', 'no such cluster'),
      NotifyFailure: new TaskError('SNS.NotFoundException', 'no such topic'),
    });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'RedshiftData.ValidationException',
      cause: 'no such cluster',
    });
  });
});

describe.each(['PrepareWarehouse', 'LoadWarehouse', 'ValidateLoad'])('the statement of %s', (step) => {
  it('fails the run with the message of Redshift when it failed', async () => {
    const run = await runWith({ [`Describe${step}`]: { Status: 'FAILED', Error: 'ERROR: relation does not exist' } });

    expect(run).toMatchObject({ status: 'FAILED', error: 'RedshiftStatementFailedError' });
    expect(run.cause).toMatch(/is FAILED: ERROR: relation does not exist$/);
    expect(run.calls['NotifyFailure']?.[0]?.['Subject']).toBe(`OpenAQ pipeline: ${step} failed`);
  });

  it.each(['ABORTED', 'FAILED', 'SOMETHING_NEW'])(
    'fails the run when its status is %s, without a message',
    async (status) => {
      const run = await runWith({ [`Describe${step}`]: { Status: status } });

      expect(run).toMatchObject({ status: 'FAILED', error: 'RedshiftStatementFailedError' });
      expect(run.cause).toMatch(new RegExp(`ended with status ${status}$`));
    },
  );

  it('is given up when it runs longer than its limit', async () => {
    const limitMinutes = step === 'LoadWarehouse' ? 60 : 10;
    const run = await runWith({ [`Describe${step}`]: { Status: 'STARTED' } });

    expect(run).toMatchObject({ status: 'FAILED', error: 'RedshiftStatementTimedOutError' });
    expect(run.cause).toContain(`is still running after ${limitMinutes} minutes`);
    expect(run.calls[`Describe${step}`]).toHaveLength((limitMinutes * 60) / 10);
  });

  it('is submitted with the same token again when the Data API is full', async () => {
    const full = new TaskError('RedshiftData.ActiveStatementsExceededException');
    const run = await runWith({ [step]: [full, full, SUCCESSFUL_RUN[step]] });

    expect(run.status).toBe('SUCCEEDED');
    expect(new Set(run.calls[step]?.map(({ ClientToken }) => ClientToken)).size).toBe(1);
  });

  it('survives a poll that got no answer', async () => {
    const lost = new TaskError('RedshiftData.InternalServerException');
    const run = await runWith({ [`Describe${step}`]: [lost, { Status: 'FINISHED' }] });

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
      cause: 'The crawl is FAILED: Access Denied',
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
    expect(run.cause).toBe('The crawler is RUNNING after 30 minutes');
    expect(run.calls['GetCrawler']).toHaveLength((30 * 60) / 30);
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
