import './promise-with-resolvers';
import { setImmediate as turn } from 'node:timers/promises';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { type EventLog, LocalHistory } from './history';
import { type Position, PositionTracker } from './position';
import { hadBefore, ITEMS_IN_CONTEXT, isHelper, redriven } from './redrive';
import { UnsupportedTemplateError } from './template';

type Json = Parameters<StateMachine['run']>[0];
type States = StateMachineDefinition['States'];
type State = States[string];

/** Stands in for one Step Functions integration: takes the task's parameters, answers in AWS's envelope. */
export type Integration = (parameters: Record<string, unknown>) => Promise<unknown>;

/** Integrations by the resource of a Task, without `arn:aws:states:::`; for instance `lambda:invoke`. */
export type Integrations = Readonly<Record<string, Integration>>;

/** What happened to a state. `at` is milliseconds since the epoch. */
export interface WorkflowEvent {
  /** `failed`: for good, so that the item or the run ended. */
  readonly kind: 'entered' | 'exited' | 'retried' | 'caught' | 'failed';
  readonly state: string;
  readonly type: State['Type'];
  readonly at: number;
  /** Number of the item, inside a Map. */
  readonly item?: number;
  readonly input: unknown;
  readonly output?: unknown;
  /** The error that was retried, caught, or ended the run. */
  readonly error?: { readonly name: string; readonly message: string };
}

/** How an execution ended. `position` is where a redrive goes on; absent when no state was entered. */
export type WorkflowResult =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string; readonly position?: Position };

/** An execution to be run, or run on. */
export interface Execution {
  readonly name: string;
  readonly input: unknown;
  /** UTC instant. @default - now */
  readonly startedAt?: string;
  /** Takes the events in AWS's shapes. @default - they are not kept */
  readonly history?: LocalHistory;
  /** Times that it was redriven, this one included. @default - 0 */
  readonly redriveCount?: number;
  /** Where a redrive goes on. @default - at the beginning */
  readonly from?: Position;
}

const RESOURCE_PREFIX = 'arn:aws:states:::';
const SUPPORTED_TYPES: readonly State['Type'][] = ['Task', 'Map', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail'];

/**
 * The workflow's clock runs this many times as fast as a wall clock where the definition waits between polls or before a
 * retry: 30 s become 0.1 s, 5 min become 1 s. The definition itself is not touched.
 */
const CLOCK_SPEED = 300;

/** Every state, those inside Maps too. The interpreter knows handlers by name, so names must be unique. */
const allStates = (states: States): [name: string, state: State][] =>
  Object.entries(states).flatMap(([name, state]): [string, State][] => {
    if (!SUPPORTED_TYPES.includes(state.Type))
      throw new UnsupportedTemplateError(`State ${name} has type ${state.Type}`);
    if (state.Type !== 'Map') return [[name, state]];
    const processor = state.ItemProcessor as
      | (typeof state.ItemProcessor & { ProcessorConfig?: { Mode?: string } })
      | undefined;
    if (processor === undefined || processor.ProcessorConfig?.Mode === 'DISTRIBUTED') {
      throw new UnsupportedTemplateError(`Map ${name} has no inline ItemProcessor`);
    }
    return [[name, state], ...allStates(processor.States)];
  });

/**
 * An error with its name and words alone. The interpreter would put what an error was caused by into the place of its
 * message.
 */
const plain = (thrown: unknown): Error => {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return Object.assign(new Error(message), { name });
};

/** A handler for each Task, by the state's name. After the end of the run no task begins, as items of a Map would. */
const handlersOf = (states: readonly [string, State][], integrations: Integrations, ended: AbortSignal) => {
  const handlers: Record<string, (parameters: Json) => Promise<Json>> = {};
  for (const [stateName, state] of states) {
    if ('QueryLanguage' in state && state.QueryLanguage !== 'JSONPath') {
      throw new UnsupportedTemplateError(`State ${stateName} is not in JSONPath`);
    }
    if (state.Type !== 'Task') continue;
    const integration = integrations[state.Resource.replace(RESOURCE_PREFIX, '')];
    if (integration === undefined) {
      throw new UnsupportedTemplateError(`State ${stateName} uses ${state.Resource}, which has no stand-in`);
    }
    handlers[stateName] = async (parameters) => {
      // A Map's next item is begun before it is known that another one has ended the run.
      await turn();
      ended.throwIfAborted();
      try {
        return (await integration(parameters as Record<string, unknown>)) as Json;
      } catch (error) {
        throw plain(error);
      }
    };
  }
  return handlers;
};

const scaled = (seconds: number): number => (seconds * 1_000) / CLOCK_SPEED;

/** The waits and the delays of retries, in milliseconds of the fast clock. */
const clockOf = (states: readonly [string, State][]) => ({
  waitTimeOverrides: Object.fromEntries(
    states.flatMap(([name, state]) => (state.Type === 'Wait' ? [[name, scaled(state.Seconds ?? 0)]] : [])),
  ),
  retryIntervalOverrides: Object.fromEntries(
    states.flatMap(([name, state]) =>
      'Retry' in state && state.Retry !== undefined
        ? [[name, state.Retry.map(({ IntervalSeconds = 1 }) => scaled(IntervalSeconds))]]
        : [],
    ),
  ),
});

/** Our own name for what paths find under `$$.Execution`, of which the interpreter sets start and input anew in each Map. */
const EXECUTION = 'Own';

const withOwnExecution = (definition: StateMachineDefinition): StateMachineDefinition =>
  JSON.parse(JSON.stringify(definition).replaceAll('$$.Execution.', () => `$$.${EXECUTION}.`));

/**
 * Runs a synthesized state machine in process with aws-local-stepfunctions.
 *
 * @throws UnsupportedTemplateError when the definition needs a state, a query language or an integration that has no stand-in
 */
export const runWorkflow = async (
  definition: StateMachineDefinition,
  { name, input, startedAt, history = new LocalHistory(), redriveCount = 0, from }: Execution,
  integrations: Integrations,
  onEvent: (event: WorkflowEvent) => void,
): Promise<WorkflowResult> => {
  const states = allStates(definition.States);
  const end = new AbortController();
  const taskResourceLocalHandlers = handlersOf(states, integrations, end.signal);
  const { definition: started, items } = from ? redriven(definition, from) : { definition, items: [] };
  // Its own validator (asl-validator 3) refuses a list of texts in Parameters, such as Sqls. The tests validate with version 4.
  const machine = new StateMachine(withOwnExecution(started), { validationOptions: { noValidate: true } });
  const own = {
    Name: name,
    Id: executionArn(name),
    Input: input,
    StartTime: startedAt ?? new Date().toISOString(),
    RedriveCount: redriveCount,
  };
  const execution = machine.run((from ? from.data : input) as Json, {
    context: { [EXECUTION]: own, [ITEMS_IN_CONTEXT]: items } as never,
    overrides: { taskResourceLocalHandlers, ...clockOf(states) },
  });
  const outcome = execution.result
    .finally(() => end.abort())
    .then(
      (output): WorkflowResult => ({ status: 'SUCCEEDED', output }),
      (error: Error & { cause?: { name?: string; message?: string } }): WorkflowResult => ({
        status: 'FAILED',
        error: error.cause?.name ?? error.name,
        cause: error.cause?.message ?? error.message,
      }),
    );
  const toEvents = translator();
  const position = new PositionTracker(from);
  const wasHadBefore = hadBefore(from);
  for await (const event of execution.eventLogs) {
    if (isHelper(event)) continue;
    if (!wasHadBefore(event)) {
      history.add(event);
      position.add(event);
    }
    for (const told of toEvents(event)) onEvent(told);
  }
  const result = await outcome;
  const { current } = position;
  return result.status === 'SUCCEEDED' || current === undefined ? result : { ...result, position: current };
};

/** The ARN that an execution has here. */
export const executionArn = (name: string): string => `arn:aws:states:local:000000000000:execution:openaq:${name}`;

const KINDS: Readonly<Record<string, WorkflowEvent['kind']>> = {
  StateEntered: 'entered',
  StateExited: 'exited',
  StateRetried: 'retried',
  StateCaught: 'caught',
};

/**
 * Turns the interpreter's events into what happened to states. The interpreter says that a state failed before it says
 * whether it is tried again; what failed for good is known when the item or the execution ends.
 */
const translator = (): ((event: EventLog) => WorkflowEvent[]) => {
  const lastFailures = new Map<number | undefined, Omit<WorkflowEvent, 'kind'>>();
  return (event) => {
    const index = 'index' in event ? event.index : undefined;
    if (event.type === 'MapIterationFailed' || event.type === 'ExecutionFailed') {
      const failure = lastFailures.get(index);
      // A Map fails with its item, which was told of.
      return failure === undefined || failure.type === 'Map' ? [] : [{ ...failure, kind: 'failed' }];
    }
    if (!('state' in event)) return [];
    const { name: state, type, input, output } = event.state;
    const what = { state, type, input, at: event.timestamp, ...(index === undefined ? {} : { item: index }) };
    if (event.type === 'StateFailed') {
      lastFailures.set(index, { ...what, error: { name: event.Error, message: String(event.Cause) } });
      return [];
    }
    const kind = KINDS[event.type];
    if (kind === undefined) return [];
    const failure = kind === 'retried' || kind === 'caught' ? lastFailures.get(index)?.error : undefined;
    return [{ kind, ...what, ...(output === undefined ? {} : { output }), ...(failure && { error: failure }) }];
  };
};
