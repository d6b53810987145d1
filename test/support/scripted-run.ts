import '../../local/workflow/promise-with-resolvers';
import { StateMachine } from 'aws-local-stepfunctions';
import { allStates, type StateMachineDefinition } from './state-machine';

/** What a task answers: a value, an error to throw, or a list of both, one for each call, the last for ever. */
export type Script = Readonly<Record<string, unknown>>;

/** An error as Step Functions sees it: a name, and a cause that is JSON text for Lambda and Glue. */
export class TaskError extends Error {
  constructor(
    override readonly name: string,
    cause: string | object = 'because',
  ) {
    super(typeof cause === 'string' ? cause : JSON.stringify(cause));
  }
}

interface Run {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly error?: string;
  readonly cause?: string;
  /** Names of the states entered, in order. */
  readonly path: readonly string[];
  /** The most data that a state took in, as JSON. */
  readonly largestInputBytes: number;
  /** Parameters of each call of a task, by the task's name. */
  readonly calls: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

type Json = Parameters<StateMachine['run']>[0];

/** A script's answer number `call` of a task. */
const answer = (script: Script, name: string, call: number): unknown => {
  if (!(name in script)) throw new Error(`Nothing is scripted for ${name}`);
  const scripted = script[name];
  return Array.isArray(scripted) ? scripted[Math.min(call, scripted.length - 1)] : scripted;
};

/** Runs a synthesized definition on an interpreter, with scripted tasks and without waiting. */
export const runScripted = async (
  definition: StateMachineDefinition,
  script: Script,
  input: unknown = {},
): Promise<Run> => {
  const states = allStates(definition);
  const calls: Record<string, Record<string, unknown>[]> = {};
  const handler = (name: string) => async (parameters: Json) => {
    const earlier = calls[name] ?? [];
    calls[name] = [...earlier, parameters as Record<string, unknown>];
    const value = answer(script, name, earlier.length);
    if (value instanceof Error) throw value;
    return structuredClone(value) as Json;
  };
  const execution = new StateMachine(definition as never, { validationOptions: { noValidate: true } }).run(
    input as Json,
    {
      context: {
        Execution: {
          Name: 'run-1',
          Id: 'arn:aws:states:ap-southeast-1:111122223333:execution:m:run-1',
          // 0 in an execution that was never redriven, as the service's own context objects show.
          RedriveCount: 0,
        },
        StateMachine: { Id: 'arn:aws:states:ap-southeast-1:111122223333:stateMachine:m' },
      },
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          states.filter(([, state]) => state.Type === 'Task').map(([name]) => [name, handler(name)]),
        ),
        waitTimeOverrides: Object.fromEntries(
          states.filter(([, state]) => state.Type === 'Wait').map(([name]) => [name, 0]),
        ),
        retryIntervalOverrides: Object.fromEntries(
          states.filter(([, state]) => state.Retry !== undefined).map(([name]) => [name, 0]),
        ),
      },
    },
  );
  const outcome = execution.result.then(
    () => ({ status: 'SUCCEEDED' as const }),
    ({ cause }: { cause: Error }) => ({ status: 'FAILED' as const, error: cause.name, cause: cause.message }),
  );
  const path: string[] = [];
  let largestInputBytes = 0;
  for await (const event of execution.eventLogs) {
    if (event.type !== 'StateEntered') continue;
    path.push(event.state.name);
    largestInputBytes = Math.max(largestInputBytes, Buffer.byteLength(JSON.stringify(event.state.input)));
  }
  return { ...(await outcome), path, calls, largestInputBytes };
};
