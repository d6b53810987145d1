import { types } from '@electric-sql/pglite';

const asText = (text: string): string => text;

/** PGlite makes instants of these, while Redshift's Data API gives their text; decimals are text anyhow. */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => string>> = {
  [types.DATE]: asText,
  [types.TIMESTAMP]: asText,
  [types.TIMESTAMPTZ]: asText,
};

/** By the number that Postgres gives a type. */
const NAMES = new Map<unknown, string>(Object.entries(types).map(([name, oid]) => [oid, name.toLowerCase()]));

/** Redshift's name of a type; Postgres's `text` is a `varchar` there. */
export const typeNameOf = (oid: number): string => (oid === types.TEXT ? 'varchar' : (NAMES.get(oid) ?? 'unknown'));
