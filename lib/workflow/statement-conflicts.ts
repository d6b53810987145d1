/**
 * Parts of the messages with which Redshift ends SQL that lost against the transaction of another run. The same SQL works
 * when the other has ended. Choice states compare with case, so they are as the database writes them.
 */
export const LOST_AGAINST_ANOTHER = [
  // Two transactions that wait for each other's table lock; one is chosen to end.
  'deadlock detected',
  // The first remedy that Redshift's manual names is to retry the transaction; its code stands in the message itself, with
  // and without a blank before it (c_serial_isolation-serializable-isolation-troubleshooting: "ERROR:1023 DETAIL: ...").
  '1023 DETAIL',
  'Serializable isolation violation',
  'could not serialize',
  'conflict with concurrent transaction',
  // Two first runs that make the same schema, table or function: `if not exists` is no lock, and the loser finds the row
  // of the catalogue taken. Seen in 13 of 15 trials with two sessions of PostgreSQL, whose catalogue Redshift shares.
  'already exists',
  'violates unique constraint "pg_',
  'tuple concurrently updated',
] as const;
