import type { Warehouse } from '../../local/warehouse/warehouse';

type Row = Record<string, unknown>;

/** A warehouse in memory that understands `lock table` and `delete from <table> where run_id = '<id>'`; rows are records. */
export class FakeWarehouse implements Warehouse {
  readonly tables = new Map<string, Row[]>();
  /** The preactions of each write, by table, in order. */
  readonly preactions: { table: string; statements: readonly string[] }[] = [];

  rows(table: string): Row[] {
    return this.tables.get(table) ?? [];
  }

  async write(
    table: string,
    columns: readonly string[],
    rows: AsyncIterable<unknown[][]> | unknown[][],
    preactions: readonly string[],
  ): Promise<void> {
    this.preactions.push({ table, statements: preactions });
    for (const statement of preactions) this.run(statement);
    const kept = [...this.rows(table)];
    for await (const chunk of rows as AsyncIterable<unknown[][]>) {
      for (const row of chunk) kept.push(Object.fromEntries(columns.map((name, index) => [name, row[index]])));
    }
    this.tables.set(table, kept);
  }

  transaction(): Promise<never> {
    throw new Error('The fake warehouse runs no SQL');
  }

  query(): Promise<never> {
    throw new Error('The fake warehouse runs no SQL');
  }

  async close(): Promise<void> {}

  private run(statement: string): void {
    if (/^lock table \S+$/.test(statement)) return;
    const [, table, runId] = /^delete from (\S+) where run_id = '([^']+)'$/.exec(statement) ?? [];
    if (table === undefined) throw new Error(`The fake warehouse cannot run: ${statement}`);
    this.tables.set(
      table,
      this.rows(table).filter((row) => row['run_id'] !== runId),
    );
  }
}
