import { makeHandler } from '../../lambdas/tell-failure/handler';
import { createConsoleTopic } from '../../local/aws/sns/topic';
import { historyOf } from '../../local/workflow/history';
import { executionArn, runWorkflow } from '../../local/workflow/interpreter';
import { laptopPlace } from '../../local/workflow/laptop-place';
import { Progress } from '../../local/workflow/progress';
import { lambdaError, scriptedIntegrations } from '../support/scripted-integrations';
import { TaskError } from '../support/scripted-run';
import { definitionOf } from '../support/state-machine';
import { extraction, invoked, workItem } from '../support/successful-run';

/** Runs the synthesized definition as `local/workflow/run.ts` does, with scripted answers, and returns the lines of the console. */
const runLaptop = async (
  extract: (city: string) => unknown,
  script: Record<string, unknown> = {},
  input: Record<string, unknown> = { from: '2018-12-05', to: '2018-12-05' },
) => {
  const lines: string[] = [];
  const console = {
    tagged: (tag: string, text: string) => lines.push(`[${tag}] ${text}`),
    below: (text: string) => lines.push(text),
    advise: (command: string) => lines.push(command),
    plain: (text: string) => lines.push(text),
  };
  const log = { info: () => {}, warn: () => {} };
  const progress = new Progress(console);
  const events = await runWorkflow(
    definitionOf() as never,
    { name: 'laptop-1', input, startedAt: '2018-12-06T01:30:00.000Z', redriveCount: 0, events: [] },
    scriptedIntegrations(extract, script),
    progress.onEvent,
  );
  const status = events.at(-1)?.type;
  const told =
    status === 'ExecutionFailed'
      ? await makeHandler({
          readHistory: async function* () {
            yield { events: historyOf(events).reverse() };
          },
          publish: createConsoleTopic(console),
          place: laptopPlace('npx openaq local', '.local/lambda.log'),
          log,
        })({
          detail: {
            executionArn: executionArn('laptop-1'),
            name: 'laptop-1',
            status: 'FAILED',
            input: JSON.stringify(input),
          },
        })
      : undefined;
  return { status, told, lines };
};

describe('a work item that fails on the laptop', () => {
  const failing = (error: Error) => runLaptop((city) => (city === 'Hanoi' ? invoked(extraction(city, 24)) : error));
  const message = 'results[0].value: expected number, received "NaN" {\\}';

  it('is shown red, with its city, its window and its sentence, and nothing of it is shown green', async () => {
    const { lines } = await failing(lambdaError('OpenAqSchemaChangedError', message));

    expect(lines).toContain(`[FAIL] Extract Hue 2018-12-05 to 2018-12-06: ${message}`);
    expect(lines.filter((line) => line.startsWith('[OK] Extract '))).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/undefined|\[object|unknown error|errorType|index\.js/);
    expect(lines.filter((line) => /^\[OK\] Extract(Cities)? /.test(line)).join()).not.toContain('Hue');
  });

  it('is told in the words of the mail, with how to redrive it instead of a console that is not there', async () => {
    const { told, lines } = await failing(lambdaError('OpenAqSchemaChangedError', message));

    expect(told).toMatchObject({ state: 'Extract', error: 'OpenAqSchemaChangedError', sentence: message });
    expect(told?.message).toBe(
      [
        'The run laptop-1 failed in Extract.',
        '',
        'Error: OpenAqSchemaChangedError',
        `Cause: ${message}`,
        'Work item: Hue 2018-12-05 to 2018-12-06 (UTC dates, the last excluded)',
        'Window: 2018-12-05 to 2018-12-06 (UTC dates, the last excluded)',
        'Cities: Hanoi, Hue',
        'Rows so far: 24 extracted by 1 of 2 work items',
        '',
        'What to do: Read the cause: OpenAQ has changed something, and the code must follow it and be deployed. Then redrive the run with npx openaq local --redrive: it extracts again the work items that did not succeed, keeps the others and goes on from there.',
        'Log: .local/lambda.log',
      ].join('\n'),
    );
    expect(lines.filter((line) => line.includes('Notification'))).toHaveLength(1);
  });

  it('is tried again with one short line, without JSON', async () => {
    const long = `OpenAQ is not available: ${'GET https://api.openaq.org/v3/locations '.repeat(20)}`;
    const { lines } = await failing(lambdaError('OpenAqUnavailableError', long));

    const warnings = lines.filter((line) => line.includes('is tried again'));
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) {
      expect(warning).toMatch(
        /^\[WARNING\] Extract Hue 2018-12-05 to 2018-12-06 is tried again: OpenAqUnavailableError: /,
      );
      expect(warning.length).toBeLessThan(250);
      expect(warning).not.toContain('{');
    }
  }, 30_000);
});

describe('a work item that needs more than one invocation', () => {
  it('is shown going on, and done once', async () => {
    let rounds = 0;
    const { lines, status } = await runLaptop((city) => {
      rounds += 1;
      return city === 'Hue' && rounds < 4
        ? invoked({ done: false, ...workItem('Hue'), progress: { key: 'temp/extractions/x', sensors: 9, rounds } })
        : invoked(extraction(city, 24));
    });

    expect(status).toBe('ExecutionSucceeded');
    expect(
      lines.filter((line) => line.includes('Hue 2018-12-05 to 2018-12-06 goes on in another invocation')),
    ).not.toEqual([]);
    expect(lines.filter((line) => line.includes('Hue: 24 rows'))).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('undefined');
  });
});

describe('a decision that fails on the laptop', () => {
  it('is shown red with its sentence, by the name of its state', async () => {
    const detail = '36 staged <> 35 loaded';
    const { lines, told } = await runLaptop((city) => invoked(extraction(city, 24)), {
      GetValidation: { Records: [[{ BooleanValue: false }, { StringValue: detail }]], TotalNumRows: 1 },
    });

    expect(lines).toContain(`[FAIL] LoadInvalid: ${detail}`);
    expect(lines.join('\n')).not.toMatch(/\[(START|OK)\] LoadInvalid/);
    expect(told).toMatchObject({ state: 'LoadInvalid', error: 'LoadInvalidError', sentence: detail });
    expect(told?.message).toContain('Rows so far: 36 extracted\n');
  });

  it('is told with the message of the Glue job, out of its job run', async () => {
    const { told } = await runLaptop((city) => invoked(extraction(city, 24)), {
      TransformToStaging: new TaskError('States.TaskFailed', {
        JobRunState: 'FAILED',
        ErrorMessage: 'ValueError: "lost"',
      }),
    });

    expect(told).toMatchObject({ state: 'TransformToStaging', sentence: 'ValueError: "lost"' });
  });
});

describe('laptopPlace', () => {
  it.each([
    [{}, 'run it again: npx openaq local'],
    [{ lookbackHours: 72 }, 'run it again: npx openaq local --lookback-hours 72'],
    [
      { from: '2018-12-05', to: '2018-12-11', cities: ['Hanoi', 'Ho Chi Minh City'] },
      `run it again: npx openaq local --from 2018-12-05 --to 2018-12-11 --city Hanoi 'Ho Chi Minh City'`,
    ],
  ])('writes %j as a command', (input, command) => {
    expect(laptopPlace('npx openaq local', 'log').startRun(input)).toBe(command);
  });

  it.each([
    ['PrepareWarehouse', false],
    ['DescribeCluster', false],
    ['DescribeLoadWarehouse', true],
    ['CancelLoadWarehouse', true],
    ['GetValidation', true],
  ])('knows whether %s asks of a statement, which another process does not know: %s', (state, isForgotten) => {
    expect(laptopPlace('npx openaq local', 'log').isForgotten?.(state)).toBe(isForgotten);
  });
});
