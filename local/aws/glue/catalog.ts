import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseOrThrow } from '../../../lambdas/shared/domain/parse';
import { toPrintableLine } from '../../cli/printable';
import { writeWhole } from '../../folder/write-whole';

/** A column in Glue's (Hive's) type names: `int`, `double`, `string`, `timestamp`, `boolean`. */
export interface Column {
  readonly Name: string;
  readonly Type: string;
}

/** One partition; `Values` are in the order of the table's `PartitionKeys`, `Location` is a folder on the laptop. */
export interface Partition {
  readonly Values: readonly string[];
  readonly StorageDescriptor: { readonly Location: string };
}

/** A table of the Glue Data Catalog with its partitions, which AWS returns by a call of their own. */
export interface Table {
  readonly Name: string;
  readonly StorageDescriptor: { readonly Columns: readonly Column[]; readonly Location: string };
  readonly PartitionKeys: readonly Column[];
  readonly Partitions: readonly Partition[];
}

/** Stands in for the Glue Data Catalog: databases by name, tables by name. */
export interface Catalog {
  readonly Databases: Readonly<Record<string, Readonly<Record<string, Table>>>>;
}

/** `catalog.json` is not what the crawler's stand-in writes. The next crawl replaces it: all in it comes from the files. */
export class CatalogDamagedError extends Error {
  override readonly name = 'CatalogDamagedError';
  constructor(catalogFile: string, reason: string, options?: ErrorOptions) {
    super(`the catalog ${catalogFile} cannot be used: ${reason}; delete it and run again`, options);
  }
}

const table = z.object({
  Name: z.string(),
  StorageDescriptor: z.object({
    Columns: z.array(z.object({ Name: z.string(), Type: z.string() })),
    Location: z.string(),
  }),
  PartitionKeys: z.array(z.object({ Name: z.string(), Type: z.string() })),
  Partitions: z.array(z.object({ Values: z.array(z.string()), StorageDescriptor: z.object({ Location: z.string() }) })),
});

const catalogSchema = z.object({ Databases: z.record(z.string(), z.record(z.string(), table)) });

/**
 * Reads `catalog.json`; a file that does not exist is a catalog that nothing was crawled into yet.
 * @throws CatalogDamagedError
 */
export const readCatalog = (catalogFile: string): Catalog => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(catalogFile, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { Databases: {} };
    throw new CatalogDamagedError(catalogFile, toPrintableLine((cause as Error).message), { cause });
  }
  return parseOrThrow(catalogSchema, content, (mistakes) => new CatalogDamagedError(catalogFile, mistakes));
};

/** Writes `catalog.json` as a whole: a crash leaves the old one. */
export const writeCatalog = (catalogFile: string, catalog: Catalog): void => {
  mkdirSync(dirname(catalogFile), { recursive: true });
  writeWhole(catalogFile, `${JSON.stringify(catalog, null, 2)}\n`);
};

/** The partitions of a table as records from partition key to value, with their folder. */
export const partitionsOf = (table: Table): { values: Record<string, string>; location: string }[] =>
  table.Partitions.map(({ Values, StorageDescriptor }) => ({
    values: Object.fromEntries(table.PartitionKeys.map(({ Name }, index) => [Name, Values[index] ?? ''])),
    location: StorageDescriptor.Location,
  }));
