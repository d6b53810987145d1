import { dirname, relative, sep } from 'node:path';
import type { CatalogTable } from './catalog';
import { dataFilesOf, type Footer, readFooters } from './parquet-files';

/** DuckDB's names of types whose name in Glue is not the same in lower case. */
const GLUE_TYPES: Readonly<Record<string, string>> = {
  INTEGER: 'int',
  VARCHAR: 'string',
  BLOB: 'binary',
};

/** A folder with files: what its path below the target says of it. */
interface Leaf {
  readonly location: string;
  readonly keys: readonly string[];
  readonly values: string[];
}

/** `key=value` names its column; any other folder is `partition_<depth>`, as the crawler calls it. */
const leafOf = (target: string, location: string): Leaf => {
  const folders = relative(target, location).split(sep).filter(Boolean);
  const pairs = folders.map(
    (folder, depth) => /^([^=]+)=(.*)$/.exec(folder)?.slice(1) ?? [`partition_${depth}`, folder],
  );
  return { location, keys: pairs.map(([key = '']) => key), values: pairs.map(([, value = '']) => value) };
};

const requireOneLayout = ([first, ...others]: readonly Leaf[]): readonly string[] => {
  const odd = others.find(({ keys }) => keys.join() !== first?.keys.join());
  if (odd === undefined) return first?.keys ?? [];
  throw new Error(`${odd.location} is partitioned by (${odd.keys}), ${first?.location} by (${first?.keys})`);
};

/** The union of the files' columns in order of appearance, the first type seen: the crawler's MergeNewColumns. */
const mergeColumns = (footers: Iterable<Footer>) => {
  const merged = new Map<string, string>();
  for (const { columns } of footers) {
    for (const [name, type] of columns) if (!merged.has(name)) merged.set(name, type);
  }
  return [...merged].map(([Name, type]) => ({ Name, Type: GLUE_TYPES[type] ?? type.toLowerCase() }));
};

/**
 * Describes the Parquet files under one folder as one table; undefined when no file there can be read.
 *
 * @throws Error when two folders with files are partitioned differently (the crawler would make two tables of them)
 */
export const crawlTarget = async (Name: string, Location: string): Promise<CatalogTable | undefined> => {
  const files = dataFilesOf(Location);
  const leaves = [...new Set(files.map(dirname))].map((location) => leafOf(Location, location));
  const keys = requireOneLayout(leaves);
  const { footers } = await readFooters(files);
  if (footers.size === 0) return undefined;
  return {
    Name,
    StorageDescriptor: { Columns: mergeColumns(footers.values()), Location },
    PartitionKeys: keys.map((key) => ({ Name: key, Type: 'string' })),
    Partitions: leaves.map(({ values, location }) => ({ Values: values, StorageDescriptor: { Location: location } })),
  };
};
