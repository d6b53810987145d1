import { type Integrations, runWorkflow, type WorkflowEvent } from '../../local/workflow/interpreter';

type Definition = Parameters<typeof runWorkflow>[0];

const task = (fields: object) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...fields });
const machine = (states: Record<string, object>, startAt = 'First') =>
  ({ StartAt: startAt, States: states }) as unknown as Definition;

const run = async (definition: Definition, integrations: Integrations, input: unknown = {}) => {
  const events: WorkflowEvent[] = [];
  const result = await runWorkflow(definition, input, 'test', integrations, (event) => events.push(event));
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

    expect(result).toEqual({ status: 'FAILED', error: 'RunFailedError', cause: 'told you' });
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
