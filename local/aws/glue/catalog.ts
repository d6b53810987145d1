import { existsSync, readFileSync } from 'node:fs';
import type { Partition, Table } from '@aws-sdk/client-glue';
import * as z from 'zod';
import { parseJson } from '../../../lambdas/shared/domain/json';
import { parseOrThrow } from '../../../lambdas/shared/domain/parse';
import { writeWhole } from '../../folder/write-whole';
import { TaskError } from '../step-functions';

/** In Glue's (Hive's) type names: `int`, `double`, `string`, `timestamp`, `boolean`. */
const column = z.object({ Name: z.string(), Type: z.string() });

/** A table of the Glue Data Catalog with its partitions, which AWS returns by a call of their own. */
const table = z.object({
  Name: z.string(),
  StorageDescriptor: z.object({ Columns: z.array(column), Location: z.string() }),
  PartitionKeys: z.array(column),
  /** `Values` are in the order of `PartitionKeys`, `Location` is a folder on the laptop. */
  Partitions: z.array(z.object({ Values: z.array(z.string()), StorageDescriptor: z.object({ Location: z.string() }) })),
}) satisfies z.ZodType<Table & { Partitions: Partition[] }>;

export type CatalogTable = z.infer<typeof table>;

const catalogSchema = z.object({ Databases: z.record(z.string(), z.record(z.string(), table)) });

/** Stands in for the Glue Data Catalog: databases by name, tables by name. */
export type Catalog = z.infer<typeof catalogSchema>;

/**
 * Reads `catalog.json`; a file that does not exist is a catalog that nothing was crawled into yet.
 * @throws TaskError `CatalogDamagedError` when it is not what the crawler's stand-in writes; the next crawl replaces it
 */
export const readCatalog = (catalogFile: string): Catalog => {
  if (!existsSync(catalogFile)) return { Databases: {} };
  const text = readFileSync(catalogFile, 'utf8');
  return parseOrThrow(catalogSchema, parseJson(text) ?? text, (mistakes) => {
    const message = `the catalog ${catalogFile} cannot be used: ${mistakes}; delete it and run again`;
    return new TaskError('CatalogDamagedError', message);
  });
};

/** Writes `catalog.json` as a whole: a crash leaves the old one. */
export const writeCatalog = (catalogFile: string, catalog: Catalog): void =>
  writeWhole(catalogFile, `${JSON.stringify(catalog, null, 2)}\n`);
