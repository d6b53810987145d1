import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BatchExecuteStatementInput,
  BatchExecuteStatementOutput,
  DescribeStatementRequest,
  DescribeStatementResponse,
  Field,
  GetStatementResultRequest,
  GetStatementResultResponse,
} from '@aws-sdk/client-redshift-data';
import * as z from 'zod';
import { parseOrThrow } from '../../../lambdas/shared/domain/parse';
import type { StatementFailedError, StatementOutcome, Warehouse } from '../../warehouse/warehouse';
import { type InStepFunctions, TaskError } from '../step-functions';

/** The documented limit of a statement. */
const MAX_BYTES = 100_000;

const statement = z
  .string()
  .regex(/\S/, 'a statement must be a text that is not empty')
  .refine((sql) => Buffer.byteLength(sql) <= MAX_BYTES, `a statement has at most ${MAX_BYTES} bytes`);

/** The members that the workflow sends, with the rules of the Data API. Another member is refused rather than ignored. */
const batchSchema = z
  .strictObject({
    ClusterIdentifier: z.string().optional(),
    WorkgroupName: z.string().optional(),
    Database: z.string(),
    SecretArn: z.string().optional(),
    StatementName: z.string().optional(),
    ClientToken: z.string().optional(),
    Sqls: z.array(statement).min(1).max(40),
  } satisfies { [Member in keyof BatchExecuteStatementInput]?: z.ZodType<BatchExecuteStatementInput[Member]> })
  .refine(
    ({ ClusterIdentifier, WorkgroupName }) => (ClusterIdentifier === undefined) !== (WorkgroupName === undefined),
    'exactly one of ClusterIdentifier and WorkgroupName is required',
  );

/** What is known of a submitted batch. */
interface Batch {
  readonly request: string;
  description: { readonly Status: 'STARTED' | 'FINISHED' | 'FAILED'; readonly Error?: string };
  results: StatementOutcome[];
  /** Settles, never with an error, when the status is final. */
  done: Promise<void>;
}

/** A value in the one member that fits its type: decimals, dates and timestamps are strings. */
const fieldOf = (value: unknown, typeName = ''): InStepFunctions<Field> => {
  if (value === null) return { IsNull: true };
  if (typeof value === 'boolean') return { BooleanValue: value };
  if (typeName.startsWith('int')) return { LongValue: Number(value) };
  return typeof value === 'number' ? { DoubleValue: value } : { StringValue: String(value) };
};

const notFound = (message: string) => new TaskError('RedshiftData.ResourceNotFoundException', message);

/**
 * Stands in for the Redshift Data API: its requests and rules as Step Functions sees them, and of its answers what the
 * workflow reads. Statements run in the background: STARTED, then FINISHED or FAILED.
 *
 * The waits of the workflow are shortened on a laptop, its number of polls is not. So a describeStatement itself gives
 * the statement up to `patienceMs`, the time that the workflow would have waited.
 */
export class LocalRedshiftData {
  readonly #batches = new Map<string, Batch>();

  constructor(
    private readonly warehouse: Warehouse,
    private readonly patienceMs = 10_000,
  ) {}

  /**
   * Submits the statements as one transaction. The ClientToken is its id, so what comes again is not run again.
   * @throws TaskError `RedshiftData.ValidationException` when the request is invalid
   */
  async batchExecuteStatement(input: InStepFunctions<BatchExecuteStatementInput>) {
    const invalid = (mistakes: string) => new TaskError('RedshiftData.ValidationException', mistakes);
    const { Sqls, ClientToken: Id = randomUUID() } = parseOrThrow(batchSchema, input, invalid);
    const request = JSON.stringify(input);
    const earlier = this.#batches.get(Id);
    if (earlier === undefined) this.#submit(Id, request, Sqls);
    else if (earlier.request !== request) throw invalid('the ClientToken belongs to another request');
    return { Id } satisfies InStepFunctions<BatchExecuteStatementOutput>;
  }

  /**
   * Says how far a batch is.
   * @throws TaskError `RedshiftData.ResourceNotFoundException` when there is no such batch
   */
  async describeStatement({ Id = '' }: InStepFunctions<DescribeStatementRequest>) {
    const batch = this.#find(Id);
    await Promise.race([batch.done, sleep(this.patienceMs, undefined, { ref: false })]);
    return { Id, ...batch.description } satisfies InStepFunctions<DescribeStatementResponse>;
  }

  /**
   * The rows of a statement of a finished batch, by the id `<batch>:<number from 1>`.
   * @throws TaskError `RedshiftData.ResourceNotFoundException` when the statement has no result
   */
  async getStatementResult({ Id = '' }: InStepFunctions<GetStatementResultRequest>) {
    const [id = '', number] = Id.split(':');
    const result = this.#find(id).results[Number(number) - 1];
    if (!result?.columns.length) {
      throw notFound('Query does not have result. Please check query status with DescribeStatement.');
    }
    const Records = result.rows.map((row) => row.map((value, at) => fieldOf(value, result.columns[at]?.typeName)));
    const ColumnMetadata = result.columns.map(({ name, typeName }) => ({
      Name: name,
      Label: name,
      TypeName: typeName,
    }));
    return {
      Records,
      ColumnMetadata,
      TotalNumRows: Records.length,
    } satisfies InStepFunctions<GetStatementResultResponse>;
  }

  #submit(id: string, request: string, sqls: readonly string[]): void {
    const batch: Batch = { request, description: { Status: 'STARTED' }, results: [], done: Promise.resolve() };
    batch.done = this.#run(sqls, batch);
    this.#batches.set(id, batch);
  }

  async #run(sqls: readonly string[], batch: Batch): Promise<void> {
    try {
      batch.results = await this.warehouse.transaction(sqls);
      batch.description = { Status: 'FINISHED' };
    } catch (error) {
      const { index = 0, message } = error as Partial<StatementFailedError>;
      batch.description = { Status: 'FAILED', Error: `Query #${index + 1} failed with ERROR: ${message}` };
    }
  }

  #find(id: string) {
    const batch = this.#batches.get(id);
    if (batch === undefined) throw notFound(`there is no statement with the id ${id}`);
    return batch;
  }
}
