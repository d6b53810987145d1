import { type Execution, type Integrations, runWorkflow, type WorkflowEvent } from '../../local/workflow/interpreter';

type Definition = Parameters<typeof runWorkflow>[0];

const task = (fields: object) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...fields });
const machine = (states: Record<string, object>, startAt = 'First') =>
  ({ StartAt: startAt, States: states }) as unknown as Definition;

const run = async (definition: Definition, integrations: Integrations, input: unknown = {}) => {
  const events: WorkflowEvent[] = [];
  const result = await runWorkflow(definition, { name: 'test', input }, integrations, (event) => events.push(event));
  return { result, events };
};

const transient = () => Object.assign(new Error('{"errorMessage":"busy"}'), { name: 'BusyError' });

describe('runWorkflow', () => {
  it('hands a task its parameters with the execution’s name and returns what the last state says', async () => {
    const { result } = await run(
      machine({ First: task({ Parameters: { 'name.$': '$$.Execution.Name', 'from.$': '$.from' } }) }),
      { 'lambda:invoke': async (parameters) => parameters },
      { from: '2018-12-05' },
    );

    expect(result).toEqual({ status: 'SUCCEEDED', output: { name: 'test', from: '2018-12-05' } });
  });

  it('retries by error name on a fast clock, and tells of it', async () => {
    let calls = 0;
    const { result, events } = await run(
      machine({ First: task({ Retry: [{ ErrorEquals: ['BusyError'], IntervalSeconds: 60, MaxAttempts: 2 }] }) }),
      {
        'lambda:invoke': async () => {
          calls += 1;
          if (calls < 3) throw transient();
          return { calls };
        },
      },
    );

    expect(result).toEqual({ status: 'SUCCEEDED', output: { calls: 3 } });
    expect(events.filter(({ kind }) => kind === 'retried').map(({ error }) => error?.name)).toEqual([
      'BusyError',
      'BusyError',
    ]);
  });

  it('waits for what the definition says, 300 times as fast', async () => {
    const { events } = await run(machine({ First: { Type: 'Wait', Seconds: 30, End: true } }), {});

    const [entered, exited] = events;
    expect((exited?.at ?? 0) - (entered?.at ?? 0)).toBeGreaterThanOrEqual(95);
  });

  it('ends failed with the error and the cause of the Fail state', async () => {
    const { result, events } = await run(
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

    expect(result).toMatchObject({ status: 'FAILED', error: 'RunFailedError', cause: 'told you' });
    expect(events.find(({ kind }) => kind === 'caught')?.error?.name).toBe('BusyError');
  });

  it('runs the items of a Map', async () => {
    const { result } = await run(
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

    expect(result).toEqual({ status: 'SUCCEEDED', output: [1, 2, 3] });
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
  const redriveUntilDone = async (definition: Definition, lambda: (parameters: never) => unknown, input: unknown) => {
    const calls: unknown[][] = [];
    let from: Execution['from'];
    for (let redriveCount = 0; redriveCount < 9; redriveCount += 1) {
      const taken: unknown[] = [];
      calls.push(taken);
      const execution = { name: 'test', input, startedAt: '2024-01-15T00:00:00Z', redriveCount };
      const result = await runWorkflow(
        definition,
        { ...execution, ...(from && { from }) },
        {
          'lambda:invoke': async (parameters) => {
            taken.push(parameters);
            return lambda(parameters as never);
          },
        },
        () => {},
      );
      if (result.status === 'SUCCEEDED') return { result, calls };
      // As it is kept.
      from = JSON.parse(JSON.stringify(result.position));
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
    const { result, calls } = await redriveUntilDone(
      machine({
        First: {
          Type: 'Map',
          ItemsPath: '$.items',
          MaxConcurrency: 1,
          ResultPath: '$.answers',
          Next: 'Last',
          ItemProcessor: { StartAt: 'Begin', States: states },
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
    expect(result).toEqual({ status: 'SUCCEEDED', output: { items, answers: [0, 1, 2, 3].map(done) } });
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
