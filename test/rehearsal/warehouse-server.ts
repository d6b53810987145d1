import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchExecuteStatementInput } from '@aws-sdk/client-redshift-data';
import { loadSink } from '../../local/aws/glue/sink';
import { LocalRedshiftData } from '../../local/aws/redshift-data/redshift-data';
import type { InStepFunctions } from '../../local/aws/step-functions';
import { openWarehouse, type Warehouse } from '../../local/warehouse/warehouse';
import { TurnTaking } from './turn-taking';

/** The warehouse of a rehearsal. */
export interface WarehouseServer {
  /** Where `emulator/redshift.py` finds it: the value of REHEARSAL_WAREHOUSE_URL. */
  readonly url: string;
  /** The same warehouse, to look into. */
  readonly warehouse: Warehouse;
  /** Holds the warehouse as another session's lock would: statements wait until it is let go. Resolves when it is held. */
  hold(): Promise<() => void>;
  /** Resolves when a statement waits, while it is held. */
  untilWaiting(): Promise<void>;
  close(): Promise<void>;
}

/** An error of the API, by its name, for the emulator to give it the API's form. */
class Refusal extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

type Operation = (input: never) => Promise<unknown>;

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  const text = JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
};

/** The operations by the last part of their path. */
const operationsOn = (turns: TurnTaking, data: LocalRedshiftData): Readonly<Record<string, Operation>> => ({
  BatchExecuteStatement: (input: InStepFunctions<BatchExecuteStatementInput>) => {
    const ClientToken = input.ClientToken ?? randomUUID();
    return turns.as(ClientToken, () => data.batchExecuteStatement({ ...input, ClientToken }));
  },
  DescribeStatement: async (input: { Id: string }) => {
    const description = await data.describeStatement(input);
    if (turns.isDropped(input.Id)) return { Id: input.Id, Status: 'ABORTED' };
    return turns.isWaiting(input.Id) ? { ...description, Status: 'SUBMITTED' } : description;
  },
  GetStatementResult: (input: { Id: string }) => data.getStatementResult(input),
  CancelStatement: async (input: { Id: string }) => {
    const { Status } = await data.describeStatement(input);
    if (!turns.drop(input.Id)) {
      throw new Refusal('ValidationException', `Could not cancel a query that is already in ${Status} state`);
    }
    return { Status: true };
  },
  Copy: async ({ directory }: { directory: string }) => {
    await loadSink(turns, directory);
    return {};
  },
});

const serve = async (operations: Readonly<Record<string, Operation>>, request: IncomingMessage, to: ServerResponse) => {
  try {
    const name = request.url?.split('/').at(-1) ?? '';
    const operation = operations[name];
    if (operation === undefined)
      throw new Refusal('UnknownOperationException', `${name} is not known to the rehearsal`);
    answer(to, 200, await operation((await bodyOf(request)) as never));
  } catch (error) {
    const { name, message } = error as Error;
    answer(to, 400, { name: name.replace(/^RedshiftData\./, ''), message });
  }
};

/**
 * Serves a new, empty warehouse over HTTP on the loopback: the Data API's operations as JSON, and `Copy`, which loads the
 * files of a folder as the COPY of Glue's connector does.
 *
 * Unlike Redshift it runs one transaction after the other, and a statement can be cancelled only while it waits.
 *
 * @param patienceMs how long DescribeStatement lets a statement run before it answers STARTED
 */
export const startWarehouseServer = async ({ patienceMs = 100 } = {}): Promise<WarehouseServer> => {
  const directory = mkdtempSync(join(tmpdir(), 'rehearsal-warehouse-'));
  const warehouse = await openWarehouse(directory);
  const turns = new TurnTaking(warehouse);
  const operations = operationsOn(turns, new LocalRedshiftData(turns, patienceMs));
  const server = createServer((request, response) => void serve(operations, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    warehouse,
    hold: () => turns.hold(),
    untilWaiting: () => turns.untilWaiting(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await warehouse.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
