import { TRANSIENT_ERROR_NAMES, WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import {
  allStates,
  definitionOf,
  type Retrier,
  type StateMachineDefinition,
  successors,
} from '../support/state-machine';

const definition = definitionOf();
const states = new Map(allStates(definition));

const stateNamed = (name: string) => {
  const state = states.get(name);
  if (state === undefined) throw new Error(`no state ${name}`);
  return state;
};

describe('failures', () => {
  it('are native: no task and no Map catches, so that a run ends where it failed and is redriven there', () => {
    expect([...states].filter(([, { Catch }]) => Catch !== undefined)).toEqual([]);
  });

  it('of a decision end in a state with a name of the contract, and with a cause', () => {
    const fails = [...states.values()].filter(({ Type }) => Type === 'Fail');

    for (const { Error: name, Cause, CausePath } of fails) {
      expect(Object.values(WORKFLOW_ERROR_NAMES)).toContain(name);
      expect([Cause, CausePath].filter((cause) => cause !== undefined)).toHaveLength(1);
    }
  });

  it('use every name of the contract', () => {
    const pausing = allStates(definitionOf({ warehouse: { pauseBetweenRuns: true } }));
    const used = new Set(pausing.flatMap(([, { Error: name }]) => name ?? []));

    expect([...used].sort()).toEqual(Object.values(WORKFLOW_ERROR_NAMES).sort());
  });

  it('read a cause from the data by a plain path, which is all that the interpreter of the laptop knows', () => {
    const paths = [...states.values()].flatMap(({ CausePath }) => CausePath ?? []);

    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect(path).toMatch(/^\$(\.\w+)+$/);
  });

  it('leave no state that only carries them: the others write SQL down or count', () => {
    const passes = [...states].filter(([, { Type }]) => Type === 'Pass').map(([name]) => name);

    for (const name of passes) expect(name).toMatch(/^Bind\w+Statements$|^Count\w+Poll$|^Repeat\w+$/);
  });
});

describe('the data of a run', () => {
  const writers = new Map<string, string[]>();
  for (const [name, { Type, ResultPath }] of allStates(definitionOf({ warehouse: { pauseBetweenRuns: true } }))) {
    if (ResultPath && Type !== 'Pass') writers.set(ResultPath, [...(writers.get(ResultPath) ?? []), name]);
  }

  it('means one thing in each place: one task writes it, the one place of all SQL apart', () => {
    const shared = [...writers].filter(([path, names]) => names.length > 1 && !path.startsWith('$.sql.'));

    expect(shared).toEqual([]);
    expect(writers.get('$.items')).toEqual(['ExtractCities']);
  });

  it('leaves the items behind when they are summed up', () => {
    const { ResultPath, ResultSelector } = stateNamed('SummarizeExtraction');

    expect(ResultPath).toBeUndefined();
    expect(Object.keys(ResultSelector ?? {}).sort()).toEqual(['extraction', 'plan.$']);
  });
});

describe('the synthesized definition', () => {
  it('goes only to states that exist, and to all of them', () => {
    const reachable = (machine: StateMachineDefinition, name: string, seen: Set<string>): Set<string> => {
      const state = machine.States[name];
      if (state === undefined) throw new Error(`dangling: ${name}`);
      if (seen.has(name)) return seen;
      seen.add(name);
      for (const next of successors(state)) reachable(machine, next, seen);
      const inner = state.ItemProcessor;
      if (inner !== undefined) reachable(inner, inner.StartAt, seen);
      return seen;
    };

    expect(reachable(definition, definition.StartAt, new Set())).toEqual(new Set(states.keys()));
  });

  it('gives every state but those that end a run a way on', () => {
    const stuck = [...states].filter(
      ([, state]) => successors(state).length === 0 && !state.End && !['Succeed', 'Fail'].includes(state.Type),
    );

    expect(stuck.map(([name]) => name)).toEqual([]);
  });

  it('retries extraction on every transient error name', () => {
    const retried = stateNamed('Extract').Retry?.flatMap(({ ErrorEquals }) => ErrorEquals);

    expect(retried).toEqual(expect.arrayContaining([...TRANSIENT_ERROR_NAMES]));
  });

  it('retries no error of the pipeline that is not transient', () => {
    const retried = [...states.values()].flatMap(({ Retry = [] }) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals));

    expect([...new Set(retried.filter((name) => !name.includes('.')))].sort()).toEqual(
      [...TRANSIENT_ERROR_NAMES].sort(),
    );
    expect(retried).not.toContain('States.ALL');
    expect(retried).not.toContain('States.Timeout');
  });

  it('waits for the Glue jobs natively, and for nothing else', () => {
    const natively = [...states].filter(([, { Resource }]) => Resource?.endsWith('.sync'));

    expect(natively.map(([name, { Resource }]) => [name, Resource])).toEqual([
      ['ExtractArchive', 'arn:aws:states:::glue:startJobRun.sync'],
      ['TransformToStaging', 'arn:aws:states:::glue:startJobRun.sync'],
    ]);
  });

  it('uses JSONPath without what the interpreter of the laptop lacks', () => {
    const lacking = /"QueryLanguage"|"Assign"|\$\$\.State\.|\$\$\.Task|"HeartbeatSeconds"/;

    expect(JSON.stringify(definition).match(lacking)?.[0]).toBeUndefined();
    expect([...states.values()].filter(({ Type }) => !SUPPORTED_TYPES.includes(Type))).toEqual([]);
  });

  it('bounds the whole run', () => {
    expect(definition.TimeoutSeconds).toBe(12 * HOURS);
  });

  it('bounds every task', () => {
    const unbounded = [...states].filter(([, { Type, TimeoutSeconds }]) => Type === 'Task' && !TimeoutSeconds);

    expect(unbounded).toEqual([]);
  });

  it('stays far below the million bytes that a definition may have', () => {
    expect(JSON.stringify(definition).length).toBeLessThan(300_000);
  });
});

const SUPPORTED_TYPES = ['Task', 'Map', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail'];
const MINUTES = 60;
const HOURS = 60 * MINUTES;

/** The plan's table: retries, first delay and limit of each step, in seconds. */
const PLAN = [
  // The limit of the item. The Lambda function itself ends after 15 minutes.
  { step: 'Extract', retries: 2, delay: 5 * MINUTES, longest: 30 * MINUTES, limit: 30 * MINUTES },
  { step: 'StartCrawler', retries: 3, delay: 2 * MINUTES, limit: 5 * MINUTES },
  // 10 minutes to start the job and 60 to wait for it: Step Functions does both in one state.
  { step: 'TransformToStaging', retries: 3, delay: 5 * MINUTES, limit: (10 + 60) * MINUTES },
  { step: 'ExtractArchive', retries: 3, delay: 5 * MINUTES, limit: 250 * MINUTES },
  { step: 'ValidateLoad', retries: 2, delay: 3 * MINUTES, limit: 10 * MINUTES },
] as const;

describe('retries and limits', () => {
  it.each(PLAN)('of $step are those of the plan', ({ step, retries, delay, limit, ...rest }) => {
    const state = stateNamed(step);

    expect(state.TimeoutSeconds).toBe(limit);
    expect(state.Retry?.at(-1)).toMatchObject({
      MaxAttempts: retries,
      IntervalSeconds: delay,
      BackoffRate: 2,
      ...('longest' in rest ? { MaxDelaySeconds: rest.longest } : {}),
    });
  });

  it('let the crawler be polled every 30 seconds', () => {
    expect(stateNamed('WaitForCrawler')).toMatchObject({ Type: 'Wait', Seconds: 30 });
  });

  it.each(['PrepareWarehouse', 'LoadWarehouse', 'ValidateLoad'])('let %s be polled every 10 seconds', (step) => {
    expect(stateNamed(`WaitFor${step}`)).toMatchObject({ Type: 'Wait', Seconds: 10 });
  });

  it('retry what Lambda itself gets wrong at once', () => {
    for (const step of ['PlanRun', 'Extract', 'SummarizeExtraction']) {
      expect(stateNamed(step).Retry?.[0]?.ErrorEquals).toEqual([
        'Lambda.ServiceException',
        'Lambda.AWSLambdaException',
        'Lambda.SdkClientException',
        'Lambda.ClientExecutionTimeoutException',
      ]);
    }
  });

  it('retry a throttled invocation for longer than another invocation can hold its slot', () => {
    for (const step of ['PlanRun', 'Extract', 'SummarizeExtraction']) {
      const retrier = stateNamed(step).Retry?.[1];

      expect(retrier?.ErrorEquals).toEqual(['Lambda.TooManyRequestsException']);
      expect(retrier === undefined ? 0 : lengthOf(retrier)).toBeGreaterThan(15 * MINUTES);
    }
  });
});

/** How long the tries of a retrier go on, in seconds. */
const lengthOf = ({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds = Infinity }: Retrier): number =>
  Array.from({ length: MaxAttempts }, (_, attempt) =>
    Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
  ).reduce((sum, delay) => sum + delay, 0);

describe('configured values', () => {
  it('reach the definition', () => {
    const configured = new Map(
      allStates(
        definitionOf({
          extractConcurrency: 5,
          warehouse: { schema: 'air', databaseName: 'dwh' },
        }),
      ),
    );

    expect(configured.get('ExtractCities')?.MaxConcurrency).toBe(5);
    expect(configured.get('ValidateLoad')?.Parameters).toMatchObject({ Database: 'dwh' });
    const checks = JSON.stringify(configured.get('BindValidateLoadStatements')?.Parameters);
    expect(checks).toContain('air.load_audit');
    expect(checks).toContain('$.plan.runId, $.plan.minExpectedRows)');
    expect(configured.get('BindPrepareWarehouseStatements')?.Parameters).toMatchObject({
      batch: expect.arrayContaining([{ sql: expect.stringContaining('create schema if not exists air;') }]),
    });
  });
});

const LAMBDA = '4 of Lambda: 6 x 2 s';
const THROTTLED = 'Lambda.TooManyRequestsException: 12 x 10 s';
const READ = 'States.TaskFailed: 3 x 5 s';
const SUBMIT = '3 of RedshiftData: 3 x 30 s';

/** Every retrier of every task: which errors, how many tries, the first delay. A task that is not here retries nothing. */
const RETRIERS: Readonly<Record<string, readonly string[]>> = {
  PlanRun: [LAMBDA, THROTTLED],
  Extract: [LAMBDA, THROTTLED, `${TRANSIENT_ERROR_NAMES.join(', ')}: 2 x 300 s`],
  ExtractArchive: ['5 of Glue: 3 x 300 s'],
  SummarizeExtraction: [LAMBDA, THROTTLED, `${TRANSIENT_ERROR_NAMES.join(', ')}: 2 x 300 s`],
  StartCrawler: ['2 of Glue: 3 x 120 s'],
  GetCrawler: [READ],
  PrepareWarehouse: [SUBMIT],
  DescribePrepareWarehouse: [READ],
  CancelPrepareWarehouse: [READ],
  TransformToStaging: ['5 of Glue: 3 x 300 s'],
  LoadWarehouse: [SUBMIT],
  DescribeLoadWarehouse: [READ],
  CancelLoadWarehouse: [READ],
  ValidateLoad: ['3 of RedshiftData: 2 x 180 s'],
  DescribeValidateLoad: [READ],
  CancelValidateLoad: [READ],
  GetValidation: [READ],
  StartNextRun: [READ],
};

/** A retrier in short: several errors of one service by their number. */
const inShort = ({ ErrorEquals, MaxAttempts, IntervalSeconds }: Retrier): string => {
  const services = new Set(ErrorEquals.map((name) => name.split('.')[0]));
  const isOneService = ErrorEquals.length > 1 && services.size === 1;
  const errors = isOneService ? `${ErrorEquals.length} of ${[...services].join()}` : ErrorEquals.join(', ');
  return `${errors}: ${MaxAttempts} x ${IntervalSeconds} s`;
};

describe('the retriers of every task', () => {
  it('are these and no others', () => {
    const found = [...states].flatMap(([name, { Retry }]) => (Retry === undefined ? [] : [[name, Retry.map(inShort)]]));

    expect(Object.fromEntries(found)).toEqual(RETRIERS);
  });
});
