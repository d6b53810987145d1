import './promise-with-resolvers';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { UnsupportedTemplateError } from './template';

type Json = Parameters<StateMachine['run']>[0];
type States = StateMachineDefinition['States'];
type State = States[string];

/** Stands in for one Step Functions integration: takes the task's parameters, answers in AWS's envelope. */
export type Integration = (parameters: Record<string, unknown>) => Promise<unknown>;

/** Integrations by the resource of a Task, without `arn:aws:states:::`; for instance `lambda:invoke`. */
export type Integrations = Readonly<Record<string, Integration>>;

/** What happened in an execution. `at` is milliseconds since the epoch; `item` numbers the items of a Map. */
export interface WorkflowEvent {
  readonly kind: 'entered' | 'exited' | 'retried' | 'caught';
  readonly state: string;
  readonly type: State['Type'];
  readonly at: number;
  readonly output?: unknown;
  /** The error that was retried or caught. */
  readonly error?: Error;
}

/** How an execution ended. */
export type WorkflowResult =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string };

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
 * Runs a synthesized state machine in process with aws-local-stepfunctions.
 *
 * @param name execution name; `$$.Execution.Name`
 * @throws UnsupportedTemplateError when the definition needs a state, a query language or an integration that has no stand-in
 */
export const runWorkflow = async (
  definition: StateMachineDefinition,
  input: unknown,
  name: string,
  integrations: Integrations,
  onEvent: (event: WorkflowEvent) => void,
): Promise<WorkflowResult> => {
  const states = allStates(definition.States);
  const lastErrors = new Map<string, Error>();
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
      try {
        return (await integration(parameters as Record<string, unknown>)) as Json;
      } catch (error) {
        lastErrors.set(stateName, error as Error);
        throw error;
      }
    };
  }
  // Its own validator (asl-validator 3) refuses a list of texts in Parameters, such as Sqls. The tests validate with version 4.
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  const execution = machine.run(input as Json, {
    context: { Execution: { Name: name, Id: `arn:aws:states:local:000000000000:execution:openaq:${name}` } },
    overrides: {
      taskResourceLocalHandlers: handlers,
      waitTimeOverrides: Object.fromEntries(
        states.flatMap(([waitName, state]) =>
          state.Type === 'Wait' ? [[waitName, ((state.Seconds ?? 0) * 1_000) / CLOCK_SPEED]] : [],
        ),
      ),
      retryIntervalOverrides: Object.fromEntries(
        states.flatMap(([retryName, state]) =>
          'Retry' in state && state.Retry !== undefined
            ? [[retryName, state.Retry.map(({ IntervalSeconds = 1 }) => (IntervalSeconds * 1_000) / CLOCK_SPEED)]]
            : [],
        ),
      ),
    },
  });
  const outcome = execution.result.then(
    (output): WorkflowResult => ({ status: 'SUCCEEDED', output }),
    (error: Error & { cause?: { name?: string; message?: string } }): WorkflowResult => ({
      status: 'FAILED',
      error: error.cause?.name ?? error.name,
      cause: error.cause?.message ?? error.message,
    }),
  );
  for await (const event of execution.eventLogs) {
    if (!('state' in event)) continue;
    const kind = KINDS[event.type];
    if (kind === undefined) continue;
    const error = kind === 'retried' || kind === 'caught' ? lastErrors.get(event.state.name) : undefined;
    onEvent({
      kind,
      state: event.state.name,
      type: event.state.type,
      at: event.timestamp,
      ...(event.state.output === undefined ? {} : { output: event.state.output }),
      ...(error === undefined ? {} : { error }),
    });
  }
  return outcome;
};

const KINDS: Readonly<Record<string, WorkflowEvent['kind']>> = {
  StateEntered: 'entered',
  StateExited: 'exited',
  StateRetried: 'retried',
  StateCaught: 'caught',
};
