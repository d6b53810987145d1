import { type ColumnType, columnsOf, LAKE, type LakeTable } from '../../../lambdas/shared/domain/lake';

/** A table that the job reads, in DuckDB's type names: the view it becomes, the columns it must have, its partition columns. */
export interface SourceTable {
  readonly view: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly partitionKeys: readonly string[];
}

const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  double: 'DOUBLE',
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP',
};

const inDuckDb = ({ view, table, columns, partitions }: LakeTable): SourceTable => ({
  view,
  table,
  columns: Object.fromEntries(columnsOf(columns).map(({ name, type }) => [name, DUCKDB_TYPES[type]])),
  partitionKeys: partitions,
});

/** The tables of the catalog. */
export const SOURCE_TABLES: readonly SourceTable[] = [LAKE.measurements, LAKE.locations].map(inDuckDb);

/** The run's manifests, which no crawler catalogues. */
export const MANIFESTS = inDuckDb(LAKE.manifests);

/** The statement that creates a source's view as an empty table. */
export const createStatement = ({ view, columns, partitionKeys }: SourceTable): string => {
  const list = [
    ...Object.entries(columns).map(([name, type]) => `${name} ${type}`),
    ...partitionKeys.map((key) => `${key} varchar`),
  ];
  return `create temp table ${view} (${list.join(', ')})`;
};
