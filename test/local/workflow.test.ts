import type { EventLog } from '../../local/workflow/history';
import { type Integrations, runWorkflow } from '../../local/workflow/interpreter';

type Definition = Parameters<typeof runWorkflow>[0];

const task = (fields: object) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...fields });
const machine = (states: Record<string, object>, startAt = 'First') =>
  ({ StartAt: startAt, States: states }) as unknown as Definition;

const execution = { name: 'test', startedAt: '2024-01-15T00:00:00Z', redriveCount: 0, events: [] };

const run = async (definition: Definition, integrations: Integrations, input: Record<string, unknown> = {}) => {
  const events = await runWorkflow(definition, { ...execution, input }, integrations, () => {});
  return { events, end: events.at(-1) };
};
const ofType = <Type extends EventLog['type']>(events: readonly EventLog[], type: Type) =>
  events.filter((event): event is Extract<EventLog, { type: Type }> => event.type === type);

const transient = () => Object.assign(new Error('{"errorMessage":"busy"}'), { name: 'BusyError' });

describe('runWorkflow', () => {
  it('hands a task its parameters with the execution’s name and returns what the last state says', async () => {
    const { end } = await run(
      machine({ First: task({ Parameters: { 'name.$': '$$.Execution.Name', 'from.$': '$.from' } }) }),
      { 'lambda:invoke': async (parameters) => parameters },
      { from: '2018-12-05' },
    );

    expect(end).toMatchObject({ type: 'ExecutionSucceeded', output: { name: 'test', from: '2018-12-05' } });
  });

  it('retries by error name on a fast clock, and tells of it', async () => {
    let calls = 0;
    const { end, events } = await run(
      machine({ First: task({ Retry: [{ ErrorEquals: ['BusyError'], IntervalSeconds: 60, MaxAttempts: 2 }] }) }),
      {
        'lambda:invoke': async () => {
          calls += 1;
          if (calls < 3) throw transient();
          return { calls };
        },
      },
    );

    expect(end).toMatchObject({ type: 'ExecutionSucceeded', output: { calls: 3 } });
    expect(ofType(events, 'StateFailed').map(({ Error: name }) => name)).toEqual(['BusyError', 'BusyError']);
    expect(ofType(events, 'StateRetried')).toHaveLength(2);
  });

  it('waits between polls for what the definition says, 30,000 times as fast', async () => {
    const { events } = await run(machine({ First: { Type: 'Wait', Seconds: 3_000, End: true } }), {});

    const [[entered], [exited]] = [ofType(events, 'StateEntered'), ofType(events, 'StateExited')];
    expect((exited?.timestamp ?? 0) - (entered?.timestamp ?? 0)).toBeGreaterThanOrEqual(95);
  });

  it('ends failed with the error and the cause of the Fail state', async () => {
    const { end, events } = await run(
      machine({
        First: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] }),
        Failed: { Type: 'Fail', Error: 'RunFailedError', Cause: 'told you' },
      }),
      {
        'lambda:invoke': async () => {
          throw transient();
        },
      },
    );

    expect(end).toMatchObject({ type: 'ExecutionFailed', Error: 'RunFailedError', Cause: 'told you' });
    expect(ofType(events, 'StateFailed')[0]?.Error).toBe('BusyError');
    expect(ofType(events, 'StateCaught')).toHaveLength(1);
  });

  it('runs the items of a Map', async () => {
    const { end } = await run(
      machine({
        First: {
          Type: 'Map',
          ItemsPath: '$.items',
          MaxConcurrency: 2,
          End: true,
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Item', States: { Item: task({}) } },
        },
      }),
      { 'lambda:invoke': async (parameters) => parameters },
      { items: [1, 2, 3] },
    );

    expect(end).toMatchObject({ type: 'ExecutionSucceeded', output: [1, 2, 3] });
  });

  it.each([
    ['an integration', { First: task({ Resource: 'arn:aws:states:::ecs:runTask.sync' }) }, /First.*ecs:runTask\.sync/],
    ['a state type', { First: { Type: 'Parallel', Branches: [], End: true } }, /First.*Parallel/],
    [
      'a distributed Map',
      {
        First: {
          Type: 'Map',
          End: true,
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'x', States: {} },
        },
      },
      /First.*inline/,
    ],
    ['another query language', { First: task({ QueryLanguage: 'JSONata' }) }, /First.*JSONPath/],
  ])('refuses %s that it cannot run, by name, before anything runs', async (_, states, message) => {
    await expect(run(machine(states), { 'lambda:invoke': async () => ({}) })).rejects.toMatchObject({
      name: 'UnsupportedTemplateError',
      message: expect.stringMatching(message),
    });
  });
});

describe('a redrive', () => {
  /** Runs until it fails, then goes on as often as it takes. @returns how it ended, and what the tasks took in each time */
  const redriveUntilDone = async (
    definition: Definition,
    lambda: (parameters: never) => unknown,
    input: Record<string, unknown>,
  ) => {
    const calls: unknown[][] = [];
    let events: EventLog[] = [];
    for (let redriveCount = 0; redriveCount < 9; redriveCount += 1) {
      const taken: unknown[] = [];
      calls.push(taken);
      const result = await runWorkflow(
        definition,
        { ...execution, input, redriveCount, events },
        {
          'lambda:invoke': async (parameters) => {
            taken.push(parameters);
            return lambda(parameters as never);
          },
        },
        () => {},
      );
      const end = result.at(-1);
      if (end?.type === 'ExecutionSucceeded') return { end, calls };
      // As it is kept.
      events = JSON.parse(JSON.stringify(result));
    }
    throw new Error('was never done');
  };

  it('schedules the task again with what it took in, in the same execution, and counts itself', async () => {
    const parameters = {
      'data.$': '$.data',
      'execution.$': '$$.Execution.Id',
      'input.$': '$$.Execution.Input',
      'start.$': '$$.Execution.StartTime',
      'redrives.$': '$$.Execution.RedriveCount',
    };
    const { calls } = await redriveUntilDone(
      machine({ First: { Type: 'Pass', Result: { data: 7 }, Next: 'Then' }, Then: task({ Parameters: parameters }) }),
      ({ redrives }: { redrives: number }) => {
        if (redrives < 2) throw transient();
        return {};
      },
      { from: '2018-12-05' },
    );

    const taken = {
      data: 7,
      execution: 'arn:aws:states:local:000000000000:execution:openaq:test',
      input: { from: '2018-12-05' },
      start: '2024-01-15T00:00:00Z',
    };
    expect(calls).toEqual([0, 1, 2].map((redrives) => [{ ...taken, redrives }]));
  });

  it('begins to count retries anew', async () => {
    let attempts = 0;
    const { calls } = await redriveUntilDone(
      machine({ First: task({ Retry: [{ ErrorEquals: ['BusyError'], IntervalSeconds: 1, MaxAttempts: 2 }] }) }),
      () => {
        attempts += 1;
        if (attempts < 6) throw transient();
        return {};
      },
      {},
    );

    expect(calls.map(({ length }) => length)).toEqual([3, 3]);
  });

  it('evaluates a choice again', async () => {
    const { calls } = await redriveUntilDone(
      machine({
        First: {
          Type: 'Choice',
          Choices: [{ Variable: '$$.Execution.RedriveCount', NumericGreaterThan: 0, Next: 'Then' }],
        },
        Then: task({}),
      }),
      () => ({}),
      {},
    );

    expect(calls.map(({ length }) => length)).toEqual([0, 1]);
  });

  it('repeats of a Map the items that are not done, each from its own state, and gives all results in order', async () => {
    const states = {
      Begin: { ...task({ Next: 'End' }), End: undefined },
      End: task({}),
    };
    const items = [{ at: 0 }, { at: 1 }, { at: 2 }, { at: 3 }];
    let fails = 2;
    const { end, calls } = await redriveUntilDone(
      machine({
        First: {
          Type: 'Map',
          ItemsPath: '$.items',
          MaxConcurrency: 1,
          ResultPath: '$.answers',
          Next: 'Last',
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Begin', States: states },
        },
        Last: { Type: 'Succeed' },
      }),
      (item: { at: number; begun?: boolean }) => {
        // The second item fails in its second state, twice. Those behind it have not begun.
        if (item.at === 1 && item.begun && fails > 0) {
          fails -= 1;
          throw transient();
        }
        return { ...item, ...(item.begun ? { done: true } : { begun: true }) };
      },
      { items },
    );

    const [begun, done] = [(at: number) => ({ at, begun: true }), (at: number) => ({ at, begun: true, done: true })];
    expect(end.output).toEqual({ items, answers: [0, 1, 2, 3].map(done) });
    expect(calls[0]).toEqual([{ at: 0 }, begun(0), { at: 1 }, begun(1)]);
    // Neither what is done nor what the failed item has done already.
    for (const again of calls.slice(1)) {
      expect(again).not.toContainEqual(begun(0));
      expect(again).not.toContainEqual({ at: 1 });
      expect(again[0]).toEqual(begun(1));
    }
    expect(calls).toHaveLength(3);
  });
});
