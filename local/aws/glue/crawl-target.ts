import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column, Partition, Table } from './catalog';
import { dataFilesOf, readFooters } from './parquet-files';

interface Leaf {
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly location: string;
  readonly files: readonly string[];
}

const GLUE_TYPES: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  INTEGER: 'int',
  BIGINT: 'bigint',
  FLOAT: 'float',
  DOUBLE: 'double',
  VARCHAR: 'string',
  BLOB: 'binary',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
};

/** DuckDB's name of a type as the crawler writes it; a type not in the list keeps its name in lower case. */
const glueType = (type: string): string => GLUE_TYPES[type] ?? type.toLowerCase();

/** `key=value` names its column; any other folder is `partition_<depth>`, as the crawler calls it. */
const partitionKey = (folder: string, depth: number): [key: string, value: string] => {
  const at = folder.indexOf('=');
  return at > 0 ? [folder.slice(0, at), folder.slice(at + 1)] : [`partition_${depth}`, folder];
};

const leavesOf = (location: string, keys: readonly string[] = [], values: readonly string[] = []): Leaf[] => {
  const files = dataFilesOf(location);
  const below = readdirSync(location, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const [key, value] = partitionKey(entry.name, keys.length);
      return leavesOf(join(location, entry.name), [...keys, key], [...values, value]);
    });
  return files.length > 0 ? [{ keys, values, location, files }, ...below] : below;
};

const requireOneLayout = (leaves: readonly Leaf[]): readonly string[] => {
  const [first] = leaves;
  const odd = leaves.find((leaf) => leaf.keys.join() !== first?.keys.join());
  if (first === undefined || odd === undefined) return first?.keys ?? [];
  throw new Error(`${odd.location} is partitioned by (${odd.keys}), ${first.location} by (${first.keys})`);
};

/** The union of the files' columns in order of appearance, the first type seen: the crawler's MergeNewColumns. */
const mergeColumns = (schemas: Iterable<ReadonlyMap<string, string>>): Column[] => {
  const merged = new Map<string, string>();
  for (const columns of schemas) {
    for (const [name, type] of columns) if (!merged.has(name)) merged.set(name, glueType(type));
  }
  return [...merged].map(([Name, Type]) => ({ Name, Type }));
};

/**
 * Describes the Parquet files under one folder as one table; undefined when no file there can be read.
 *
 * @throws Error when two folders with files are partitioned differently (the crawler would make two tables of them)
 */
export const crawlTarget = async (
  connection: DuckDBConnection,
  name: string,
  location: string,
): Promise<Table | undefined> => {
  const leaves = leavesOf(location);
  const keys = requireOneLayout(leaves);
  const { footers } = await readFooters(
    connection,
    leaves.flatMap(({ files }) => files),
  );
  if (footers.size === 0) return undefined;
  return {
    Name: name,
    StorageDescriptor: {
      Columns: mergeColumns([...footers.values()].map(({ columns }) => columns)),
      Location: location,
    },
    PartitionKeys: keys.map((key) => ({ Name: key, Type: 'string' })),
    Partitions: leaves.map(
      ({ values, location: Location }): Partition => ({ Values: values, StorageDescriptor: { Location } }),
    ),
  };
};
