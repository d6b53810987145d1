import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryResult } from '../../warehouse/engine';
import type { Warehouse } from '../../warehouse/warehouse';
import { type ColumnMetadata, type Field, metadataOf, recordsOf } from './records';
import { RedshiftDataError, refuse } from './redshift-data-error';
import {
  type BatchExecuteStatementInput,
  checkRequest,
  type ExecuteStatementInput,
  type Target,
} from './redshift-data-request';
import { bindParameters } from './sql-parameters';
import { describe, type Execution, executionOf, fail, finish, type StatementDescription } from './statement-execution';

export interface ExecuteStatementOutput extends Target {
  readonly Id: string;
  readonly CreatedAt: string;
  readonly Status: 'SUBMITTED';
}

export interface StatementResult {
  readonly Records: Field[][];
  readonly ColumnMetadata: ColumnMetadata[];
  readonly TotalNumRows: number;
}

interface Options {
  readonly now?: () => Date;
  readonly newId?: () => string;
  /** How long describeStatement lets a statement run before it answers STARTED. */
  readonly patienceMs?: number;
}

/**
 * Stands in for the Redshift Data API, with its requests, answers and statuses as Step Functions sees them (PascalCase,
 * instants as text). Statements run in the background: SUBMITTED, STARTED, then FINISHED or FAILED.
 *
 * The waits of the workflow are shortened on a laptop, its number of polls is not. So a describeStatement itself gives
 * the statement up to `patienceMs`, the time that the workflow would have waited.
 */
export class LocalRedshiftData {
  readonly #warehouse: Warehouse;
  readonly #options: Required<Options>;
  readonly #executions = new Map<string, Execution>();
  /** The request and the answer of each ClientToken. */
  readonly #tokens = new Map<string, { request: string; output: ExecuteStatementOutput }>();

  constructor(warehouse: Warehouse, options: Options = {}) {
    this.#warehouse = warehouse;
    this.#options = { now: () => new Date(), newId: randomUUID, patienceMs: 10_000, ...options };
  }

  /**
   * Submits the statements as one transaction.
   * @throws RedshiftDataError when the request is invalid
   */
  async batchExecuteStatement(input: BatchExecuteStatementInput): Promise<ExecuteStatementOutput> {
    checkRequest(input, 'Sqls');
    return this.#submit(input, input.Sqls, true);
  }

  /**
   * Submits one statement.
   * @throws RedshiftDataError when the request is invalid
   */
  async executeStatement(input: ExecuteStatementInput): Promise<ExecuteStatementOutput> {
    checkRequest(input, 'Sql');
    return this.#submit(input, [input.Sql], false);
  }

  /**
   * Says how far a statement is.
   * @throws RedshiftDataError when there is no such statement
   */
  async describeStatement({ Id }: { readonly Id: string }): Promise<StatementDescription> {
    const execution = this.#find(Id);
    const patience = new AbortController();
    await Promise.race([
      execution.done,
      sleep(this.#options.patienceMs, undefined, { signal: patience.signal }).catch(() => {}),
    ]);
    patience.abort();
    return describe(execution);
  }

  /**
   * The rows of a finished statement; those of a batch by the id of the sub-statement, `<id>:<number from 1>`.
   * @throws RedshiftDataError when the statement has no result
   */
  async getStatementResult({ Id }: { readonly Id: string }): Promise<StatementResult> {
    const [id = '', number] = Id.split(':');
    const execution = this.#find(id);
    const isOne = execution.isBatch === (number !== undefined);
    const result: QueryResult | undefined = isOne ? execution.results?.[Number(number ?? 1) - 1] : undefined;
    if (result === undefined || result.columns.length === 0) {
      throw new RedshiftDataError(
        'RedshiftData.ResourceNotFoundException',
        'Query does not have result. Please check query status with DescribeStatement.',
      );
    }
    return { Records: recordsOf(result), ColumnMetadata: metadataOf(result), TotalNumRows: result.rows.length };
  }

  #submit(
    input: ExecuteStatementInput | BatchExecuteStatementInput,
    sqls: readonly string[],
    isBatch: boolean,
  ): ExecuteStatementOutput {
    const request = JSON.stringify(input);
    const earlier = input.ClientToken === undefined ? undefined : this.#tokens.get(input.ClientToken);
    if (earlier !== undefined) {
      if (earlier.request !== request) refuse('the ClientToken belongs to another request');
      return earlier.output;
    }
    const statements = bindParameters(sqls, input.Parameters);
    const target = targetOf(input);
    const execution = executionOf({
      id: this.#options.newId(),
      sqls,
      isBatch,
      parameters: input.Parameters ?? [],
      target,
      createdAt: this.#options.now(),
    });
    this.#executions.set(execution.id, execution);
    execution.done = this.#warehouse
      .transaction(statements)
      .then((results) => finish(execution, results, this.#options.now()))
      .catch((error: unknown) => fail(execution, error, this.#options.now()));
    const output = {
      Id: execution.id,
      CreatedAt: execution.createdAt.toISOString(),
      Status: 'SUBMITTED' as const,
      ...target,
    };
    if (input.ClientToken !== undefined) this.#tokens.set(input.ClientToken, { request, output });
    return output;
  }

  #find(id: string): Execution {
    const execution = this.#executions.get(id);
    if (execution === undefined) {
      throw new RedshiftDataError('RedshiftData.ResourceNotFoundException', `there is no statement with the id ${id}`);
    }
    return execution;
  }
}

const targetOf = ({ ClusterIdentifier, WorkgroupName, Database, SecretArn, DbUser }: Target): Target => ({
  ...(ClusterIdentifier === undefined ? {} : { ClusterIdentifier }),
  ...(WorkgroupName === undefined ? {} : { WorkgroupName }),
  ...(Database === undefined ? {} : { Database }),
  ...(SecretArn === undefined ? {} : { SecretArn }),
  ...(DbUser === undefined ? {} : { DbUser }),
});
