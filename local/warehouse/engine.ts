/** The rows of a query. */
export interface QueryResult {
  readonly columns: { name: string; typeName: string }[];
  readonly rows: unknown[][];
}

/** What a statement did: its rows, and how many it returned or changed. */
export interface StatementOutcome extends QueryResult {
  readonly rowCount: number;
}

/** A connection inside one transaction. It speaks Postgres. */
export interface Session {
  /** Runs one statement with parameters `$1`, `$2`, ... */
  run(sql: string, parameters?: readonly unknown[]): Promise<StatementOutcome>;
  /** Runs `copy ... from` with rows in the text format. */
  copyIn(target: string, text: string): Promise<void>;
}

/** A Postgres that stands in for the Redshift cluster. */
export interface Engine {
  /** Runs `work` in one transaction in a session of its own, commits it, or rolls it back when `work` throws. */
  transact<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The warehouse cannot be opened; the message says why and what to do. */
export class WarehouseUnavailableError extends Error {
  override readonly name = 'WarehouseUnavailableError' as const;
}
