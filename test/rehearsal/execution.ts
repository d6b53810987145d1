import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Stage } from './stage';

const POLL_MS = 100;

/** An execution that has ended. */
export interface EndedExecution extends DescribeExecutionOutput {
  readonly events: readonly HistoryEvent[];
}

export const historyOf = async (client: SFNClient, executionArn: string): Promise<HistoryEvent[]> => {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
};

/** Waits for an execution to end. */
export const awaitExecution = async ({ client }: Stage, executionArn: string): Promise<EndedExecution> => {
  const states = new SFNClient(client);
  for (;;) {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return { ...execution, events: await historyOf(states, executionArn) };
    await sleep(POLL_MS);
  }
};

/** Starts an execution of the deployed state machine as a person does in the console, and waits for its end. */
export const execute = async (stage: Stage, name: string, input: object): Promise<EndedExecution> => {
  const { StateMachineArn } = await stage.outputs();
  const { executionArn = '' } = await new SFNClient(stage.client).send(
    new StartExecutionCommand({ stateMachineArn: StateMachineArn, name, input: JSON.stringify(input) }),
  );
  return awaitExecution(stage, executionArn);
};

/** Redrives an execution that failed, and waits for its end. */
export const redrive = async (stage: Stage, { executionArn }: EndedExecution): Promise<EndedExecution> => {
  await new SFNClient(stage.client).send(new RedriveExecutionCommand({ executionArn }));
  return awaitExecution(stage, executionArn ?? '');
};

const PATIENCE_MS = 30_000;

/** Waits for an execution that somebody else starts, and for its end. */
export const awaitStarted = async (stage: Stage, act: () => Promise<unknown>): Promise<EndedExecution> => {
  const states = new SFNClient(stage.client);
  const { StateMachineArn: stateMachineArn } = await stage.outputs();
  const list = async () => (await states.send(new ListExecutionsCommand({ stateMachineArn }))).executions ?? [];
  const before = new Set((await list()).map(({ executionArn }) => executionArn));
  await act();
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const started = (await list()).find(({ executionArn }) => !before.has(executionArn));
    if (started?.executionArn !== undefined) return awaitExecution(stage, started.executionArn);
    await sleep(POLL_MS);
  }
  throw new Error(`no execution was started within ${PATIENCE_MS} ms`);
};

/** The names of the states in the order in which they were entered. */
export const statesOf = ({ events }: EndedExecution): string[] =>
  events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
