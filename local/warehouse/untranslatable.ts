/** The SQL is fine on Redshift but has no Postgres counterpart here, or would mean something else there. */
export class UntranslatableSqlError extends Error {
  override readonly name = 'UntranslatableSqlError' as const;
  constructor(construct: string, reason: string) {
    super(`${construct} cannot run on the local warehouse: ${reason}`);
  }
}
