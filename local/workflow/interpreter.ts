import './promise-with-resolvers';
import { setImmediate as turn } from 'node:timers/promises';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Execution } from './failed-run';
import type { EventLog } from './history';
import { hadBefore, ITEMS_IN_CONTEXT, isHelper, positionOf, redriven } from './redrive';
import { UnsupportedTemplateError } from './template';

type Json = Parameters<StateMachine['run']>[0];
type States = StateMachineDefinition['States'];
type State = States[string];

/** Stands in for one Step Functions integration: takes the task's parameters, answers in AWS's envelope. */
export type Integration = (parameters: Record<string, unknown>) => Promise<unknown>;

/** Integrations by the resource of a Task, without `arn:aws:states:::`; for instance `lambda:invoke`. Each knows its parameters. */
export type Integrations = Readonly<Record<string, (parameters: never) => Promise<unknown>>>;

/** What a test may change of how a workflow runs. */
export interface Conditions {
  /**
   * Stands around the answer of a Task, by the state's name: asks for it, before or after something goes wrong, or never.
   * @default - every Task is answered
   */
  readonly around?: (state: string, answer: () => Promise<unknown>) => Promise<unknown>;
  /** How many times as fast as a wall clock the workflow waits. @default - 300 before a retry, 30,000 between polls */
  readonly clockSpeed?: number;
}

const RESOURCE_PREFIX = 'arn:aws:states:::';
const SUPPORTED_TYPES: readonly State['Type'][] = ['Task', 'Map', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail'];

/**
 * The workflow's clock runs this many times as fast as a wall clock where the definition waits before a retry: 5 min
 * become 1 s. The definition itself is not touched.
 */
const RETRY_SPEED = 300;

/** And between polls: 30 s become 1 ms. A stand-in that is asked how far something is answers when it has ended. */
const POLL_SPEED = 30_000;

/** Every state, those inside Maps too. The interpreter knows handlers by name, so names must be unique. */
const allStates = (states: States): [name: string, state: State][] =>
  Object.entries(states).flatMap(([name, state]): [string, State][] => {
    if (!SUPPORTED_TYPES.includes(state.Type))
      throw new UnsupportedTemplateError(`State ${name} has type ${state.Type}`);
    if ('QueryLanguage' in state && state.QueryLanguage !== 'JSONPath')
      throw new UnsupportedTemplateError(`State ${name} is not in JSONPath`);
    if (state.Type !== 'Map') return [[name, state]];
    const { ItemProcessor: inner } = state as {
      ItemProcessor?: { States: States; ProcessorConfig?: { Mode: string } };
    };
    if (inner?.ProcessorConfig?.Mode !== 'INLINE')
      throw new UnsupportedTemplateError(`Map ${name} has no inline ItemProcessor`);
    return [[name, state], ...allStates(inner.States)];
  });

/** An error with its name and words alone: the interpreter would put its cause into the place of its message. */
const plain = (thrown: unknown): Error => {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return Object.assign(new Error(message), { name });
};

/** A handler for each Task, by the state's name. After the end of the run no task begins, as items of a Map would. */
const handlersOf = (
  states: readonly [string, State][],
  integrations: Integrations,
  ended: AbortSignal,
  { around = (_, answer) => answer() }: Conditions,
) => {
  const handlers: Record<string, (parameters: Json) => Promise<Json>> = {};
  for (const [stateName, state] of states) {
    if (state.Type !== 'Task') continue;
    const integration = integrations[state.Resource.replace(RESOURCE_PREFIX, '')];
    if (integration === undefined)
      throw new UnsupportedTemplateError(`State ${stateName} uses ${state.Resource}, which has no stand-in`);
    handlers[stateName] = async (parameters) => {
      // A Map's next item is begun before it is known that another one has ended the run.
      await turn();
      ended.throwIfAborted();
      try {
        return (await around(stateName, () => integration(parameters as never))) as Json;
      } catch (error) {
        throw plain(error);
      }
    };
  }
  return handlers;
};

/** The waits and the delays of retries, in milliseconds of the fast clock. */
const clockOf = (states: readonly [string, State][], speed?: number) => {
  const scaled = (seconds: number, usual: number): number => (seconds * 1_000) / (speed ?? usual);
  return {
    waitTimeOverrides: Object.fromEntries(
      states.flatMap(([name, state]) =>
        state.Type === 'Wait' ? [[name, scaled(state.Seconds ?? 0, POLL_SPEED)]] : [],
      ),
    ),
    retryIntervalOverrides: Object.fromEntries(
      states.flatMap(([name, state]) =>
        'Retry' in state
          ? [[name, state.Retry?.map(({ IntervalSeconds = 1 }) => scaled(IntervalSeconds, RETRY_SPEED)) ?? []]]
          : [],
      ),
    ),
  };
};

/** Our own name for what paths find under `$$.Execution`, of which the interpreter sets start and input anew in each Map. */
const EXECUTION = 'Own';

const withOwnExecution = (definition: StateMachineDefinition): StateMachineDefinition =>
  JSON.parse(JSON.stringify(definition).replaceAll('$$.Execution.', () => `$$.${EXECUTION}.`));

/** The ARN that an execution has here. */
export const executionArn = (name: string): string => `arn:aws:states:local:000000000000:execution:openaq:${name}`;

/**
 * Runs a synthesized state machine in process with aws-local-stepfunctions, from the beginning or on from its events.
 *
 * @param onEvent takes what happens now. A redriven run tells anew that it entered the state it is in: that is no news.
 * @returns all events of the execution; the last says how it ended
 * @throws UnsupportedTemplateError when the definition needs a state, a query language or an integration that has no stand-in
 */
export const runWorkflow = async (
  definition: StateMachineDefinition,
  { name, input, startedAt, redriveCount, events: earlier }: Execution,
  integrations: Integrations,
  onEvent: (event: EventLog, isNews: boolean) => void,
  conditions: Conditions = {},
): Promise<EventLog[]> => {
  const states = allStates(definition.States);
  const end = new AbortController();
  const taskResourceLocalHandlers = handlersOf(states, integrations, end.signal, conditions);
  const from = positionOf(earlier);
  const { definition: started, items } = from ? redriven(definition, from) : { definition, items: [] };
  // Its own validator (asl-validator 3) refuses a list of texts in Parameters, such as Sqls. The tests validate with version 4.
  const machine = new StateMachine(withOwnExecution(started), { validationOptions: { noValidate: true } });
  const own = { Name: name, Id: executionArn(name), Input: input, StartTime: startedAt, RedriveCount: redriveCount };
  const execution = machine.run((from ? from.data : input) as Json, {
    context: { [EXECUTION]: own, [ITEMS_IN_CONTEXT]: items } as never,
    overrides: { taskResourceLocalHandlers, ...clockOf(states, conditions.clockSpeed) },
  });
  // That it failed, and why, is its last event.
  const ended = execution.result.catch(() => {}).finally(() => end.abort());
  const events = [...earlier];
  const wasHadBefore = hadBefore(from);
  for await (const event of execution.eventLogs) {
    if (isHelper(event)) continue;
    const isNews = !wasHadBefore(event);
    if (isNews) events.push(event);
    onEvent(event, isNews);
  }
  await ended;
  return events;
};
