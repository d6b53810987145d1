import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSchema } from '../../lambdas/shared/domain/warehouse-schema';
import { toPostgres } from '../warehouse/dialect';
import type { Engine } from '../warehouse/engine';
import { literal, quoted } from '../warehouse/sql-text';

const SQL_DIRECTORY = join(__dirname, '../../sql/looker');

/** The user whom `sql/looker` gives its rights. */
export const READER = 'looker_readonly';

/** The statements of `sql/looker`; its first makes the user, the others give it a schema each. */
export const lookerStatements = (schemas: readonly string[]): string[] => {
  const [user = '', ...grants] = readdirSync(SQL_DIRECTORY)
    .sort()
    .map((file) => readFileSync(join(SQL_DIRECTORY, file), 'utf8'));
  return [user, ...schemas.flatMap((schema) => grants.map((grant) => inSchema(grant, schema)))];
};

/**
 * Makes the user of Looker in a database, with the rights that it has on Redshift, and lets it write nothing at all:
 * whatever it wrote would go with the server.
 */
export const createReader = (
  engine: Engine,
  database: string,
  schemas: readonly string[],
  password: string,
): Promise<void> =>
  engine.transact(async (session) => {
    for (const statement of lookerStatements(schemas)) await session.run(toPostgres(statement));
    await session.run(`alter user ${READER} password ${literal(password)}`);
    await session.run(`alter user ${READER} set default_transaction_read_only = on`);
    await session.run(`revoke all on database ${quoted(database)} from public`);
    await session.run(`grant connect on database ${quoted(database)} to ${READER}`);
  });
