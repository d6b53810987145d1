import type { StatementOutcome } from '../../warehouse/engine';
import { StatementFailedError } from '../../warehouse/warehouse';
import type { Target } from './redshift-data-request';
import type { SqlParameter } from './sql-parameters';

type Status = 'STARTED' | 'FINISHED' | 'FAILED' | 'ABORTED';

/** What the Data API knows of one submitted request. */
export interface Execution {
  readonly id: string;
  readonly sqls: readonly string[];
  readonly isBatch: boolean;
  readonly parameters: readonly SqlParameter[];
  readonly target: Target;
  readonly createdAt: Date;
  updatedAt: Date;
  status: Status;
  /** Settles, never with an error, when the status is final. */
  done: Promise<void>;
  results?: StatementOutcome[];
  failure?: { readonly index: number; readonly message: string };
}

interface Progress {
  readonly Id: string;
  readonly Status: Status;
  readonly QueryString: string;
  readonly HasResultSet: boolean;
  /** Rows returned or changed, -1 when there are none to speak of. */
  readonly ResultRows: number;
  readonly Error?: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
}

export interface StatementDescription extends Progress, Target {
  /** In nanoseconds. */
  readonly Duration: number;
  readonly SubStatements?: readonly Progress[];
  readonly QueryParameters?: readonly SqlParameter[];
}

export const executionOf = (
  request: Pick<Execution, 'id' | 'sqls' | 'isBatch' | 'parameters' | 'target' | 'createdAt'>,
): Execution => ({ ...request, updatedAt: request.createdAt, status: 'STARTED', done: Promise.resolve() });

export const finish = (execution: Execution, results: StatementOutcome[], at: Date): void => {
  Object.assign(execution, { status: 'FINISHED', results, updatedAt: at });
};

export const fail = (execution: Execution, error: unknown, at: Date): void => {
  const failure = {
    index: error instanceof StatementFailedError ? error.index : 0,
    message: `ERROR: ${error instanceof Error ? error.message : String(error)}`,
  };
  Object.assign(execution, { status: 'FAILED', failure, updatedAt: at });
};

const times = ({ createdAt, updatedAt }: Execution): Pick<Progress, 'CreatedAt' | 'UpdatedAt'> => ({
  CreatedAt: createdAt.toISOString(),
  UpdatedAt: updatedAt.toISOString(),
});

const rowsOf = (result: StatementOutcome | undefined): Pick<Progress, 'HasResultSet' | 'ResultRows'> => ({
  HasResultSet: (result?.columns.length ?? 0) > 0,
  ResultRows: result?.rowCount ?? -1,
});

/** In a failed batch the statements before the failing one have run (and are rolled back), those after it have not. */
const subStatus = (execution: Execution, index: number): Status => {
  if (execution.failure === undefined) return execution.status;
  if (index === execution.failure.index) return 'FAILED';
  return index < execution.failure.index ? 'FINISHED' : 'ABORTED';
};

const subStatements = (execution: Execution): Progress[] =>
  execution.sqls.map((sql, index) => ({
    Id: `${execution.id}:${index + 1}`,
    Status: subStatus(execution, index),
    QueryString: sql,
    ...rowsOf(execution.results?.[index]),
    ...(execution.failure?.index === index ? { Error: execution.failure.message } : {}),
    ...times(execution),
  }));

const anyResultSet = ({ results = [] }: Execution): boolean => results.some((result) => rowsOf(result).HasResultSet);

/** The error as the Data API words it: that of a batch names the statement, counted from 1. */
const errorOf = ({ failure, isBatch }: Execution): { Error?: string } => {
  if (failure === undefined) return {};
  return { Error: isBatch ? `Query #${failure.index + 1} failed with ${failure.message}` : failure.message };
};

/** The answer of DescribeStatement. */
export const describe = (execution: Execution): StatementDescription => ({
  Id: execution.id,
  Status: execution.status,
  QueryString: execution.isBatch ? '' : (execution.sqls[0] ?? ''),
  ...(execution.isBatch ? { HasResultSet: anyResultSet(execution), ResultRows: -1 } : rowsOf(execution.results?.[0])),
  ...errorOf(execution),
  ...times(execution),
  ...execution.target,
  Duration: (execution.updatedAt.getTime() - execution.createdAt.getTime()) * 1e6,
  ...(execution.isBatch ? { SubStatements: subStatements(execution) } : {}),
  ...(execution.parameters.length > 0 ? { QueryParameters: execution.parameters } : {}),
});
