import { refuse } from './redshift-data-error';
import type { SqlParameter } from './sql-parameters';

/** Where and as whom statements run. */
export interface Target {
  readonly ClusterIdentifier?: string;
  readonly WorkgroupName?: string;
  readonly Database?: string;
  readonly SecretArn?: string;
  readonly DbUser?: string;
}

interface CommonInput extends Target {
  readonly Parameters?: readonly SqlParameter[];
  readonly StatementName?: string;
  readonly ClientToken?: string;
}

export interface ExecuteStatementInput extends CommonInput {
  readonly Sql: string;
}

export interface BatchExecuteStatementInput extends CommonInput {
  readonly Sqls: readonly string[];
}

const COMMON_MEMBERS = [
  'ClusterIdentifier',
  'WorkgroupName',
  'Database',
  'SecretArn',
  'DbUser',
  'Parameters',
  'StatementName',
  'ClientToken',
];

/** Documented limits of the Data API. */
const MAX_STATEMENTS = 40;
const MAX_STATEMENT_BYTES = 100_000;

const checkStatement = (sql: unknown): void => {
  if (typeof sql !== 'string' || sql.trim() === '') refuse('a statement must be a text that is not empty');
  const bytes = Buffer.byteLength(sql as string);
  if (bytes > MAX_STATEMENT_BYTES) refuse(`a statement has ${bytes} bytes, at most ${MAX_STATEMENT_BYTES} are allowed`);
};

/**
 * Checks a request as the Data API does, and refuses what the stand-in does not know instead of ignoring it.
 * @throws RedshiftDataError naming the first mistake
 */
export const checkRequest = (input: CommonInput, sqlMember: 'Sql' | 'Sqls'): void => {
  const unknown = Object.keys(input).find((member) => member !== sqlMember && !COMMON_MEMBERS.includes(member));
  if (unknown !== undefined) refuse(`${unknown} is not supported by the local Data API`);
  if ((input.ClusterIdentifier === undefined) === (input.WorkgroupName === undefined)) {
    refuse('exactly one of ClusterIdentifier and WorkgroupName is required');
  }
  if (input.Database === undefined) refuse('Database is required');
  if (input.SecretArn !== undefined && input.DbUser !== undefined) refuse('SecretArn and DbUser exclude each other');
  const sqls: unknown = (input as unknown as Record<string, unknown>)[sqlMember];
  if (sqlMember === 'Sqls' && !(Array.isArray(sqls) && sqls.length >= 1 && sqls.length <= MAX_STATEMENTS)) {
    refuse(`Sqls must be a list of 1 to ${MAX_STATEMENTS} statements`);
  }
  for (const sql of sqlMember === 'Sqls' ? (sqls as unknown[]) : [sqls]) checkStatement(sql);
};
