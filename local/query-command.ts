import { existsSync } from 'node:fs';
import { LocalFolderError, localFolder } from './folder';
import { toTable } from './report';
import { openWarehouse } from './warehouse/warehouse';

/** Options of `openaq query`. */
export interface QueryOptions {
  readonly dir: string;
  readonly json?: boolean;
}

/** `openaq query "<sql>" --local`: reads the laptop's warehouse; a statement that would write is refused by the database. */
export const queryCommand = async (sql: string, { dir, json }: QueryOptions): Promise<number> => {
  const { warehouse: directory } = localFolder(dir);
  if (!existsSync(directory))
    throw new LocalFolderError(`${directory} holds no warehouse yet: run "openaq local" first`);
  const warehouse = await openWarehouse({ directory });
  try {
    const result = await warehouse.query(sql);
    const objects = result.rows.map((row) =>
      Object.fromEntries(result.columns.map(({ name }, index) => [name, row[index] ?? null])),
    );
    process.stdout.write(json ? `${JSON.stringify(objects)}\n` : `${toTable(result)}\n`);
    return 0;
  } finally {
    await warehouse.close();
  }
};
