import { postgresEngine } from '../../local/warehouse/postgres';
import { installRedshiftFunctions } from '../../local/warehouse/redshift-functions';
import { type Warehouse, warehouseOn } from '../../local/warehouse/warehouse';

/** A warehouse on a PostgreSQL server, with a connection for each transaction. */
export const openPostgresWarehouse = (url: string): Warehouse => {
  const engine = postgresEngine(url);
  let installed: Promise<void> | undefined;
  return warehouseOn({
    ...engine,
    transact: async (work) => {
      installed ??= engine.transact(installRedshiftFunctions);
      await installed;
      return engine.transact(work);
    },
  });
};
