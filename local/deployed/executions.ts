import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  DescribeStateMachineCommand,
  type ExecutionListItem,
  type HistoryEvent,
  ListExecutionsCommand,
  paginateGetExecutionHistory,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { UsageError } from '../cli/run-options';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

/** Events of a page: an event may hold 256 KiB of a state's data. */
const EVENTS_PER_PAGE = 100;

/** The shortest wait of the state machine is 10 seconds; the API takes 20 requests a second from the whole account. */
const POLL_MS = 2_000;

const ENDS = ['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted'];

/** The executions of a deployed state machine. */
export class Executions {
  readonly #client: SFNClient;
  readonly #machineArn: string;

  constructor(private readonly stack: DeployedStack) {
    this.#client = new SFNClient(clientAt(stack.place));
    this.#machineArn = stack.output('StateMachineArn');
  }

  /** Starts an execution under a name that says when. @returns its ARN */
  async start(input: object): Promise<string> {
    const at = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    const { executionArn = '' } = await this.#client.send(
      new StartExecutionCommand({
        stateMachineArn: this.#machineArn,
        name: `cli-${at}Z-${randomBytes(2).toString('hex')}`,
        input: JSON.stringify(input),
      }),
    );
    return executionArn;
  }

  /** Sets a failed execution going again, from where it failed. */
  async redrive(executionArn: string): Promise<void> {
    await this.#client.send(new RedriveExecutionCommand({ executionArn }));
  }

  /** The newest executions, newest first. */
  async newest(maxResults: number): Promise<ExecutionListItem[]> {
    const { executions = [] } = await this.#client.send(
      new ListExecutionsCommand({ stateMachineArn: this.#machineArn, maxResults }),
    );
    return executions;
  }

  /**
   * An execution by its name or its ARN; the newest one when neither is given.
   * @throws UsageError when there is none
   */
  async find(nameOrArn: string | undefined): Promise<DescribeExecutionOutput & { executionArn: string; name: string }> {
    const executionArn = nameOrArn === undefined ? (await this.newest(1))[0]?.executionArn : this.#arnOf(nameOrArn);
    if (executionArn === undefined) {
      throw new UsageError([
        `the stack ${this.stack.place.name} has had no run yet: ${this.stack.command('run')} starts one`,
      ]);
    }
    const execution = await this.#client
      .send(new DescribeExecutionCommand({ executionArn }))
      .catch((error: Error): never => {
        if (error.name !== 'ExecutionDoesNotExist' && error.name !== 'InvalidArn') throw error;
        throw new UsageError([
          `there is no run ${nameOrArn} in the stack ${this.stack.place.name}: ${this.stack.command('status')} lists the newest`,
        ]);
      });
    return { ...execution, executionArn, name: execution.name ?? '' };
  }

  #arnOf(nameOrArn: string): string {
    return nameOrArn.startsWith('arn:')
      ? nameOrArn
      : `${this.#machineArn.replace(':stateMachine:', ':execution:')}:${nameOrArn}`;
  }

  /** The definition of the state machine, with the names of this account in it. */
  async definition(): Promise<unknown> {
    const { definition = '{}' } = await this.#client.send(
      new DescribeStateMachineCommand({ stateMachineArn: this.#machineArn }),
    );
    return JSON.parse(definition);
  }

  /** Pages of the history, newest event first, each read when it is asked for. */
  newestFirst(executionArn: string): AsyncIterable<{ readonly events?: HistoryEvent[] | undefined }> {
    const paging = { client: this.#client, pageSize: EVENTS_PER_PAGE };
    return paginateGetExecutionHistory(paging, { executionArn, reverseOrder: true, includeExecutionData: true });
  }

  /** The events of an execution so far, oldest first. */
  history(executionArn: string): Promise<HistoryEvent[]> {
    return this.#since(executionArn, 0);
  }

  /**
   * The events of an execution, oldest first, as they happen, until its end.
   *
   * @param redrives how often it was redriven at least
   */
  async *follow(executionArn: string, redrives: number): AsyncGenerator<HistoryEvent> {
    let seen = 0;
    let redriven = 0;
    for (;;) {
      const events = await this.#since(executionArn, seen);
      for (const event of events) {
        seen = event.id ?? seen;
        if (event.type === 'ExecutionRedriven') redriven += 1;
        yield event;
      }
      // An earlier end is followed by a redrive; the history may lag behind the redrive that was asked for.
      if (redriven >= redrives && ENDS.includes(events.at(-1)?.type ?? '')) return;
      await sleep(POLL_MS);
    }
  }

  async #since(executionArn: string, seen: number): Promise<HistoryEvent[]> {
    const found: HistoryEvent[] = [];
    for await (const { events = [] } of this.newestFirst(executionArn)) {
      const fresh = events.filter(({ id = 0 }) => id > seen);
      found.push(...fresh);
      if (fresh.length < events.length) break;
    }
    return found.reverse();
  }
}
