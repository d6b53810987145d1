/**
 * How a column comes out of the database. What a double cannot hold exactly (decimals, instants, huge integers) stays
 * as Redshift's Data API gives it: decimals and timestamps as text.
 */
interface Type {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

const asText = (text: string): string => text;

const asInteger = (text: string): number | bigint => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
};

/** By the object id that Postgres gives the type. */
const TYPES: Readonly<Record<number, Type>> = {
  16: { name: 'bool', parse: (text) => text === 't' },
  19: { name: 'name', parse: asText },
  20: { name: 'int8', parse: asInteger },
  21: { name: 'int2', parse: Number },
  23: { name: 'int4', parse: Number },
  25: { name: 'varchar', parse: asText },
  700: { name: 'float4', parse: Number },
  701: { name: 'float8', parse: Number },
  1042: { name: 'bpchar', parse: asText },
  1043: { name: 'varchar', parse: asText },
  1082: { name: 'date', parse: asText },
  1114: { name: 'timestamp', parse: asText },
  1184: { name: 'timestamptz', parse: asText },
  1700: { name: 'numeric', parse: asText },
};

/** A parser for each known type, for the client of the database. */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = Object.fromEntries(
  Object.entries(TYPES).map(([oid, type]) => [oid, type.parse]),
);

/** Redshift's name of a type; Postgres's `text` is a `varchar` there. */
export const typeNameOf = (oid: number): string => TYPES[oid]?.name ?? 'unknown';
