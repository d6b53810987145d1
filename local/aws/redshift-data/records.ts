import type { QueryResult } from '../../warehouse/engine';

/** A value of a result, in the one member that fits its type. */
export type Field =
  | { readonly IsNull: true }
  | { readonly BooleanValue: boolean }
  | { readonly LongValue: number | bigint }
  | { readonly DoubleValue: number }
  | { readonly StringValue: string };

export interface ColumnMetadata {
  readonly Name: string;
  readonly Label: string;
  readonly TypeName: string;
  readonly Nullable: number;
}

const INTEGERS = ['int2', 'int4', 'int8'];

const fieldOf = (value: unknown, typeName: string): Field => {
  if (value === null) return { IsNull: true };
  if (typeof value === 'boolean') return { BooleanValue: value };
  if (INTEGERS.includes(typeName)) return { LongValue: value as number | bigint };
  if (typeof value === 'number') return { DoubleValue: value };
  return { StringValue: String(value) };
};

/** The rows of a result as the Data API types them: decimals, dates and timestamps are strings. */
export const recordsOf = (result: QueryResult): Field[][] =>
  result.rows.map((row) => row.map((value, index) => fieldOf(value, result.columns[index]?.typeName ?? '')));

/** The columns of a result; whether a column of a query can be null is unknown (2), as in JDBC. */
export const metadataOf = (result: QueryResult): ColumnMetadata[] =>
  result.columns.map(({ name, typeName }) => ({ Name: name, Label: name, TypeName: typeName, Nullable: 2 }));
