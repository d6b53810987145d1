import { toCopyText } from './copy-text';
import { toPostgres } from './dialect';
import { type Engine, type Session, type StatementOutcome, WarehouseUnavailableError } from './engine';
import { openPglite } from './pglite';
import { installRedshiftFunctions } from './redshift-functions';

export type { QueryResult, StatementOutcome } from './engine';
export { WarehouseUnavailableError } from './engine';

/** A statement with values for `$1`, `$2`, ... */
interface BoundStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Stands in for the Redshift cluster: takes Redshift's SQL and runs it on Postgres. */
export interface Warehouse {
  /**
   * Runs Redshift SQL in one transaction and in a session of its own (temp tables vanish afterwards).
   * @throws StatementFailedError naming the statement; nothing of the transaction remains
   */
  transaction(statements: readonly (string | BoundStatement)[]): Promise<StatementOutcome[]>;
  /**
   * Preactions, then all rows, in one transaction: what the Redshift connector of Glue does. `rows` are values in the
   * order of `columns`, at once or as batches.
   */
  write(
    table: string,
    columns: readonly string[],
    rows: AsyncIterable<unknown[][]> | unknown[][],
    preactions: readonly string[],
  ): Promise<void>;
  /** Asks one question in a session of its own; a statement that would write fails. */
  query(sql: string, parameters?: readonly unknown[]): Promise<StatementOutcome>;
  close(): Promise<void>;
}

/** A statement of a transaction failed, and the transaction was rolled back. */
export class StatementFailedError extends Error {
  override readonly name = 'StatementFailedError' as const;
  constructor(
    /** The position of the statement in its transaction, from 0. */
    readonly index: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Small enough to keep the copy's buffers low, large enough for its speed (measured: 1,000 rows take 1.6 times as long). */
const ROWS_PER_COPY = 5_000;

const IDENTIFIER = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/;

const requireIdentifiers = (names: readonly string[]): void => {
  const wrong = names.find((name) => !IDENTIFIER.test(name));
  if (wrong !== undefined) throw new TypeError(`${JSON.stringify(wrong)} is not the name of a table or column`);
};

const runAll = async (
  session: Session,
  statements: readonly (string | BoundStatement)[],
): Promise<StatementOutcome[]> => {
  const results: StatementOutcome[] = [];
  for (const [index, statement] of statements.entries()) {
    const { sql, parameters } = typeof statement === 'string' ? { sql: statement, parameters: [] } : statement;
    try {
      results.push(await session.run(toPostgres(sql), parameters));
    } catch (error) {
      throw new StatementFailedError(index, error);
    }
  }
  return results;
};

/** The warehouse on an engine: each call is a transaction of its own. */
export const warehouseOn = (engine: Engine): Warehouse => ({
  transaction: (statements) => engine.transact((session) => runAll(session, statements)),
  write: async (table, columns, rows, preactions) => {
    requireIdentifiers([table, ...columns]);
    const target = `${table} (${columns.join(', ')})`;
    await engine.transact(async (session) => {
      await runAll(session, preactions);
      for await (const batch of Array.isArray(rows) ? [rows] : rows) {
        for (let at = 0; at < batch.length; at += ROWS_PER_COPY) {
          await session.copyIn(target, toCopyText(batch.slice(at, at + ROWS_PER_COPY), columns));
        }
      }
    });
  },
  query: async (sql, parameters = []) => {
    const [result] = await engine.transact(async (session) => {
      await session.run('set transaction read only');
      return runAll(session, [{ sql, parameters }]);
    });
    return result as StatementOutcome;
  },
  close: () => engine.close(),
});

/**
 * Opens the warehouse: PGlite (Postgres in this process) with its files under a directory.
 * @throws WarehouseUnavailableError when it cannot be opened
 */
export const openWarehouse = async (directory: string): Promise<Warehouse> => {
  const engine = await openPglite(directory);
  try {
    await engine.transact(installRedshiftFunctions);
  } catch (cause) {
    await engine.close();
    if (cause instanceof WarehouseUnavailableError) throw cause;
    throw new WarehouseUnavailableError(
      `the warehouse in ${directory} does not take Redshift's functions: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  return warehouseOn(engine);
};
