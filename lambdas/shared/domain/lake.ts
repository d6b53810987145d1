import lake from '../../../sql/transform/lake.json';

/** The types of a column, by Glue's names, and what they are in TypeScript; a timestamp is a UTC instant as text (`...Z`). */
interface Values {
  readonly int: number;
  readonly double: number;
  readonly string: string;
  readonly boolean: boolean;
  readonly timestamp: string;
}

export type ColumnType = keyof Values;

/**
 * A column: its type with what is said of it; nullable unless `required`. Files of earlier versions lack those that are
 * `optional`, which are null then. Types are keys in `lake.json`, since TypeScript keeps the keys of a JSON file as they
 * are, and makes `string` of its texts.
 */
type Column = {
  readonly [type in ColumnType]?: {
    readonly required?: boolean;
    readonly optional?: boolean;
    readonly pollutant?: string;
  };
};

export type Columns = Readonly<Record<string, Column>>;

/** A row of a table as the writer takes it. */
export type RowOf<Table extends Columns> = {
  readonly [name in keyof Table]:
    | Values[keyof Table[name] & ColumnType]
    | (Table[name][keyof Table[name]] extends { required: boolean } ? never : null);
};

/** A table of the lake: the view it becomes, its name in the catalog, its prefix in the bucket, its partition columns. */
export interface LakeTable {
  readonly view: string;
  readonly table: string;
  readonly prefix: string;
  readonly partitions: readonly string[];
  readonly columns: Columns;
}

/**
 * What a run writes and reads: hours by location, locations, and the run's manifests, which no crawler catalogues. One text,
 * `sql/transform/lake.json`, for TypeScript and for the Glue script.
 */
export const LAKE = lake.sources satisfies Readonly<Record<string, LakeTable>>;

/** What a table of the catalog has before the name of its folder. */
export const TABLE_PREFIX = lake.tablePrefix;

/** The staging tables, in the order in which whoever locks several of them does it. */
export const OUTPUTS = Object.keys(lake.outputs);

/** Patterns of the names that go into keys, SQL text and Glue's arguments, each for a whole text. */
export const NAMES = { city: new RegExp(`^${lake.names.city}$`), run: new RegExp(`^${lake.names.run}$`) };

/** The columns of a table in their order, as a list. */
export const columnsOf = (columns: Columns) =>
  Object.entries(columns).flatMap(([name, column]) =>
    (Object.keys(column) as ColumnType[]).map((type) => ({ name, type, ...column[type] })),
  );
