import { awsPlace } from '../../../lambdas/tell-failure/aws-place';
import { makeHandler } from '../../../lambdas/tell-failure/handler';
import { createKeptLog } from '../../support/kept-log';
import { HistoryBuilder } from '../../support/run-history';

const ARN = 'arn:aws:states:ap-southeast-1:111122223333:execution:openaq-pipeline:run-1';
const window = { start: '2018-12-05T00:00:00Z', end: '2018-12-12T00:00:00Z' };
const item = (city: string) => ({
  runId: 'run-1',
  city: { name: city, country: 'VN' },
  window,
  minRequestIntervalMs: 0,
});
const plan = { runId: 'run-1', window, cities: 'Hanoi,Ho Chi Minh City', workItems: [item('Hanoi'), item('Hue')] };
const extraction = { rows: 335, values: 400, cities: {} };

/** A run that was planned, up to the Map. */
const planned = (): HistoryBuilder => {
  const history = new HistoryBuilder();
  history.add('ExecutionStarted');
  history.entered('Task', 'PlanRun', {});
  history.exited('Task', 'PlanRun', { plan });
  return history;
};

/** A run whose Map did Hanoi and failed in Hue, the events of the items mixed as AWS writes them. */
const failedInMap = (error: string, cause: string | object): HistoryBuilder => {
  const history = planned();
  const map = history.entered('Map', 'ExtractCities', { plan });
  const hanoi = history.add('MapIterationStarted', {}, map);
  const hue = history.add('MapIterationStarted', {}, map);
  const inHanoi = history.entered('Task', 'Extract', item('Hanoi'), hanoi);
  const inHue = history.entered('Task', 'Extract', item('Hue'), hue);
  const again = history.exited('Task', 'Extract', { done: false, ...item('Hanoi') }, inHanoi);
  const inHanoiAgain = history.entered('Task', 'Extract', item('Hanoi'), again);
  const taskFailed = history.add('TaskFailed', {}, inHue);
  history.exited('Task', 'Extract', { done: true, city: 'Hanoi', rows: 168 }, inHanoiAgain);
  const iteration = history.add('MapIterationFailed', {}, taskFailed);
  history.failed(error, cause, history.add('MapStateFailed', {}, iteration));
  return history;
};

/** A run that ended in a state behind the extraction. */
const failedIn = (type: string, state: string, error: string, cause: string | object, data: object = {}) => {
  const history = planned();
  const entered = history.entered(type, state, { plan, extraction, ...data });
  history.failed(error, cause, type === 'Task' ? history.add('TaskFailed', {}, entered) : entered);
  return history;
};

const tell = async (history: HistoryBuilder, detail: object = {}, pausesBetweenRuns = false) => {
  const read = history.read();
  const published: { subject: string; message: string }[] = [];
  const log = createKeptLog();
  const handler = makeHandler({
    readHistory: read.newestFirst,
    publish: async (subject, message) => {
      published.push({ subject, message });
    },
    place: awsPlace({ runbookUrl: 'https://wiki.example.org/openaq', pausesBetweenRuns }),
    log,
  });
  const told = await handler({
    detail: { executionArn: ARN, name: 'run-1', status: 'FAILED', input: '{}', ...detail },
  });
  return { told, published, lines: log.lines, taken: read.taken(), message: published[0]?.message ?? '' };
};

describe('a work item that failed', () => {
  const cause = {
    errorType: 'OpenAqUnavailableError',
    errorMessage: 'OpenAQ cannot be reached: "fetch failed" {code}',
    trace: ['OpenAqUnavailableError: OpenAQ cannot be reached', '    at send (/var/task/index.js:1:2)'],
  };

  it('is told once, with all that a person needs', async () => {
    const { published } = await tell(failedInMap('OpenAqUnavailableError', cause));

    expect(published).toEqual([
      {
        subject: 'OpenAQ pipeline: Extract failed (Hue 2018-12-05 to 2018-12-12): OpenAqUnavailableError',
        message: [
          'The run run-1 failed in Extract.',
          '',
          'Error: OpenAqUnavailableError',
          'Cause: OpenAQ cannot be reached: "fetch failed" {code}',
          'Work item: Hue 2018-12-05 to 2018-12-12 (UTC dates, the last excluded)',
          'Window: 2018-12-05 to 2018-12-12 (UTC dates, the last excluded)',
          'Cities: Hanoi, Ho Chi Minh City',
          'Rows so far: 168 extracted by 1 of 2 work items',
          '',
          'What to do: Wait until OpenAQ answers again. Then redrive the run in the console: it extracts again the work items that did not succeed, keeps the others and goes on from there.',
          `Run: https://ap-southeast-1.console.aws.amazon.com/states/home?region=ap-southeast-1#/v2/executions/details/${ARN}`,
          'Runbook: https://wiki.example.org/openaq#a-run-did-not-succeed',
        ].join('\n'),
      },
    ]);
  });

  it('leaves one line in the log, without the data of the run', async () => {
    const { lines } = await tell(failedInMap('OpenAqUnavailableError', cause));

    const fields = { run: 'run-1', status: 'FAILED', state: 'Extract', error: 'OpenAqUnavailableError' };
    expect(lines).toEqual([['info', 'Told of a run that did not succeed', fields]]);
  });

  it('is named, although a newer event belongs to another item', async () => {
    const { told } = await tell(failedInMap('OpenAqUnavailableError', cause));

    expect(told).toMatchObject({
      state: 'Extract',
      error: 'OpenAqUnavailableError',
      sentence: expect.stringMatching(/^OpenAQ cannot/),
    });
  });

  it('tells to mend the key when it is refused', async () => {
    const { message } = await tell(failedInMap('InvalidApiKeyError', { errorMessage: 'OpenAQ answered 401' }));

    expect(message).toContain(
      'What to do: Put a valid OpenAQ API key into the secret; no deployment is needed. Then redrive',
    );
  });
});

describe('a step that failed', () => {
  it('is told from the newest events alone', async () => {
    const history = planned();
    for (let poll = 0; poll < 5_000; poll += 1) history.entered('Wait', 'WaitForLoadWarehouse', 'not looked at');
    const entered = history.entered('Task', 'DescribeLoadWarehouse', { plan, extraction });
    history.failed('RedshiftData.InternalServerException', 'no answer', history.add('TaskFailed', {}, entered));

    const { message, taken } = await tell(history);

    expect(message).toContain('Rows so far: 335 extracted\n');
    expect(message).toContain('What to do: Redrive the run in the console: it repeats DescribeLoadWarehouse and');
    expect(taken).toBeLessThan(5);
  });

  it('is told with the message of the Glue job, out of its job run', async () => {
    const jobRun = {
      Arguments: { '--run_id': 'run-1' },
      ErrorMessage: 'ValueError: "rows" lost',
      JobRunState: 'FAILED',
    };
    const { message } = await tell(failedIn('Task', 'TransformToStaging', 'States.TaskFailed', jobRun));

    expect(message).toContain('Cause: ValueError: "rows" lost\n');
    expect(message).toContain("Look at the Glue job's output log for `job failed`. Then redrive");
    expect(message).toContain('it starts the Glue job again');
  });

  it('is told with a new run, when its Glue job misses in the lake what the run extracted', async () => {
    const jobRun = {
      ErrorMessage: 'LostDatesError: The lake does not hold what this run extracted',
      JobRunState: 'FAILED',
    };
    const { message } = await tell(failedIn('Task', 'TransformToStaging', 'States.TaskFailed', jobRun));

    expect(message).toMatch(/What to do: Look at the Glue job's output log for `job failed`\. Then start a new run /);
    expect(message).not.toContain('redrive');
  });
});

describe('a decision that failed', () => {
  it('is told with a new run over the same window, since a redrive would only fail again', async () => {
    const { message, told } = await tell(
      failedIn('Fail', 'LoadInvalid', 'LoadInvalidError', '36 staged <> 35 loaded'),
      { input: '{"cities":["Hanoi"],"lookbackHours":168}' },
    );

    expect(told).toMatchObject({ state: 'LoadInvalid', sentence: '36 staged <> 35 loaded' });
    expect(message).toContain(
      'Then start a new run with the input {"from":"2018-12-05","to":"2018-12-11","cities":["Hanoi"]}; a redrive would end in LoadInvalid again.',
    );
  });
});

describe('a run that could not be planned', () => {
  it('has no window yet, and its input is to be corrected', async () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    const entered = history.entered('Task', 'PlanRun', { from: 'x' });
    history.failed('InvalidRunInputError', { errorMessage: 'Run input refused: from' }, entered);

    const { message } = await tell(history, { input: '{"from":"x"}' });

    expect(message).toContain('Cause: Run input refused: from\nWindow: not planned yet\n');
    expect(message).toContain('What to do: Correct the input. Then start a new run\n');
  });
});

describe('a run that was not asked', () => {
  it('is told with the state that it was in when it ran out of time', async () => {
    const history = planned();
    history.entered('Wait', 'WaitForCrawler', { plan, extraction });
    history.add('ExecutionTimedOut', { executionTimedOutEventDetails: {} }, 0);

    const { told, message } = await tell(history, { status: 'TIMED_OUT' });

    expect(told.subject).toBe('OpenAQ pipeline: WaitForCrawler ran out of time: States.Timeout');
    expect(message).toContain('The run run-1 ran out of time in WaitForCrawler.');
    expect(message).toContain('Cause: The run took longer than its limit');
  });

  it('is told with who aborted it and why, where that was said', async () => {
    const history = planned();
    history.entered('Wait', 'WaitForCrawler', { plan, extraction });
    history.add('ExecutionAborted', { executionAbortedEventDetails: { cause: 'maintenance' } }, 0);

    const { message } = await tell(history, { status: 'ABORTED' });

    expect(message).toContain(
      'The run run-1 was aborted in WaitForCrawler.\n\nError: States.Aborted\nCause: maintenance\n',
    );
    expect(message).toContain('Redrive the run in the console: it repeats WaitForCrawler and goes on from there.');
  });
});

describe('a run that was redriven and failed again', () => {
  it('is told with its newest failure', async () => {
    const history = planned();
    const entered = history.entered('Task', 'TransformToStaging', { plan, extraction });
    const first = history.failed('Glue.ConcurrentRunsExceededException', 'too many', entered);
    const redriven = history.add('ExecutionRedriven', {}, first);
    history.failed('States.TaskFailed', { ErrorMessage: 'out of memory' }, history.add('TaskFailed', {}, redriven));

    const { told } = await tell(history);

    expect(told).toMatchObject({ state: 'TransformToStaging', error: 'States.TaskFailed', sentence: 'out of memory' });
  });
});

describe('a run with a cluster that is paused between runs', () => {
  it('is redriven with the cluster resumed, when the failed step uses it', async () => {
    const data = { cluster: { answer: { status: 'available' } } };
    const usingIt = await tell(failedIn('Task', 'LoadWarehouse', 'RedshiftData.X', 'no', data), {}, true);
    const before = await tell(failedIn('Task', 'StartCrawler', 'Glue.X', 'no'), {}, true);

    expect(usingIt.message).toContain('Resume the cluster, which is paused after every run, and then redrive the run');
    expect(before.message).toContain('What to do: Redrive the run');
  });
});

describe('whatever the history holds', () => {
  it('is told, even when data and cause are cut off', async () => {
    const history = planned();
    const cut = `${JSON.stringify({ errorType: 'TypeError', errorMessage: 'x is "null"', trace: ['a'] }).slice(0, -8)}`;
    history.failed('TypeError', cut, history.entered('Task', 'Extract', '{"runId":"run-'));

    const { message, told } = await tell(history, { input: null });

    expect(told).toMatchObject({ state: 'Extract', error: 'TypeError', sentence: 'x is "null"' });
    expect(message).toContain('Window: not planned yet');
  });

  it('has a subject that SNS takes: less than 100 characters of ASCII on one line', async () => {
    const history = planned();
    const entered = history.entered('Task', 'Extract', item(`Đà Nẵng\n${'long '.repeat(40)}`));
    history.failed('OpenAqUnavailableError', 'no', entered);

    const { told } = await tell(history);

    expect(told.subject).toMatch(/^[ -~]{1,99}$/);
    expect(told.subject).toContain('OpenAQ pipeline: Extract failed (?? N?ng?long');
  });

  it('refuses an event that is none of a run that did not succeed', async () => {
    await expect(tell(planned(), { status: 'SUCCEEDED' })).rejects.toMatchObject({
      name: 'InvalidPayloadError',
      message:
        'TellFailure event refused: detail.status: Invalid option: expected one of "FAILED"|"TIMED_OUT"|"ABORTED" (got "SUCCEEDED")',
    });
  });

  it.each(['executionArn', 'name'])('refuses an event without %s', async (field) => {
    await expect(tell(planned(), { [field]: '' })).rejects.toThrow(`TellFailure event refused: detail.${field}: `);
  });
});
