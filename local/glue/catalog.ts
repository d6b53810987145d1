import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

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

/** Reads `catalog.json`; a file that does not exist is a catalog that nothing was crawled into yet. */
export const readCatalog = (catalogFile: string): Catalog => {
  try {
    return JSON.parse(readFileSync(catalogFile, 'utf8')) as Catalog;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { Databases: {} };
    throw new Error(`Catalog ${catalogFile} cannot be read`, { cause: error });
  }
};

/** Writes `catalog.json` as a whole: a crash leaves the old one. */
export const writeCatalog = (catalogFile: string, catalog: Catalog): void => {
  mkdirSync(dirname(catalogFile), { recursive: true });
  writeFileSync(`${catalogFile}.part`, `${JSON.stringify(catalog, null, 2)}\n`);
  renameSync(`${catalogFile}.part`, catalogFile);
};

/** The partitions of a table as records from partition key to value, with their folder. */
export const partitionsOf = (table: Table): { values: Record<string, string>; location: string }[] =>
  table.Partitions.map(({ Values, StorageDescriptor }) => ({
    values: Object.fromEntries(table.PartitionKeys.map(({ Name }, index) => [Name, Values[index] ?? ''])),
    location: StorageDescriptor.Location,
  }));
