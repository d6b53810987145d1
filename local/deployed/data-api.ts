import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchExecuteStatementCommand,
  CancelStatementCommand,
  type ColumnMetadata,
  DescribeStatementCommand,
  type DescribeStatementResponse,
  type Field,
  paginateGetStatementResult,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';
import * as z from 'zod';
import { QueryError } from '../cli/answer';
import { toPrintableLine } from '../cli/printable';
import type { QueryResult } from '../warehouse/engine';
import type { Executions } from './executions';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

/** The first wait between two looks at a statement, and the longest: each is twice the one before. */
const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 2_000;

/** Which warehouse, and whose secret: PrepareWarehouse is told, like every step that asks it. */
const targetSchema = z.object({
  States: z.object({
    PrepareWarehouse: z.object({
      Parameters: z
        .object({
          ClusterIdentifier: z.string().optional(),
          WorkgroupName: z.string().optional(),
          Database: z.string(),
          SecretArn: z.string(),
        })
        .readonly(),
    }),
  }),
});

type Target = z.infer<typeof targetSchema>['States']['PrepareWarehouse']['Parameters'];

/** The value of a field, in whichever member it is; null for a null. */
const contentOf = (field: Field): unknown => {
  if (field.isNull) return null;
  const [value] = Object.values(field).filter((each) => each !== undefined);
  return value ?? null;
};

const columnOf = ({ label, name, typeName }: ColumnMetadata) => ({
  name: label || name || '',
  typeName: typeName ?? '',
});

/** What the warehouse says of statements that it could not run. */
const reasonOf = ({ Status, Error: message, SubStatements = [] }: DescribeStatementResponse): string => {
  const said = SubStatements.find((each) => each.Error)?.Error ?? message ?? `it ended ${Status}`;
  return toPrintableLine(said.replace(/^Query #\d+ failed with /, '').replace(/^ERROR: /, ''));
};

/** The warehouse of a deployed stack, asked as its administrator through the Redshift Data API. */
export class DataApi {
  readonly #client: RedshiftDataClient;
  /** The id of what was submitted last, once there is one. */
  #submitted: Promise<string> | undefined;

  private constructor(
    stack: DeployedStack,
    private readonly target: Target,
  ) {
    this.#client = new RedshiftDataClient(clientAt(stack.place));
  }

  /** Finds the warehouse in the definition of the state machine. */
  static async open(stack: DeployedStack, executions: Executions): Promise<DataApi> {
    const { PrepareWarehouse } = targetSchema.parse(await executions.definition()).States;
    return new DataApi(stack, PrepareWarehouse.Parameters);
  }

  /**
   * Runs statements in one transaction, and waits for its end.
   * @returns its id, of whose statements `<id>:1` is the first
   * @throws QueryError with what the warehouse says
   */
  async transaction(sqls: readonly string[]): Promise<string> {
    this.#submitted = this.#submit(sqls);
    const Id = await this.#submitted;
    for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(2 * pollMs, LONGEST_POLL_MS)) {
      const description = await this.#client.send(new DescribeStatementCommand({ Id }));
      if (description.Status === 'FINISHED') return Id;
      if (description.Status === 'FAILED' || description.Status === 'ABORTED') {
        throw new QueryError(reasonOf(description));
      }
      await sleep(pollMs);
    }
  }

  async #submit(sqls: readonly string[]): Promise<string> {
    const { Id = '' } = await this.#client.send(new BatchExecuteStatementCommand({ ...this.target, Sqls: [...sqls] }));
    return Id;
  }

  /** Asks one question, every page of the answer. @throws QueryError with what the warehouse says */
  async query(sql: string): Promise<QueryResult> {
    const id = await this.transaction([sql]);
    const rows: unknown[][] = [];
    let columns: QueryResult['columns'] = [];
    for await (const page of paginateGetStatementResult({ client: this.#client }, { Id: `${id}:1` })) {
      columns = page.ColumnMetadata?.map(columnOf) ?? columns;
      rows.push(...(page.Records ?? []).map((record) => record.map(contentOf)));
    }
    return { columns, rows };
  }

  /** Cancels what was submitted last; a statement that has ended meanwhile stays as it ended. */
  async cancel(): Promise<void> {
    const Id = await this.#submitted;
    if (Id !== undefined) await this.#client.send(new CancelStatementCommand({ Id })).catch(() => undefined);
  }
}
