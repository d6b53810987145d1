import type { QueryResult } from '../warehouse/warehouse';
import { type AnswerColumn, isUtcColumn, toJsonValue } from './machine-value';
import { toPrintable } from './printable';
import { drawRecords, drawTable } from './table';

/** How an answer is printed; a table when none is chosen. */
export interface AnswerOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly vertical?: boolean;
}

/** The statement cannot be answered. The message is one line. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

/** Rows as objects; a name that two columns share could only keep one of them. @throws QueryError */
const toJson = (columns: readonly AnswerColumn[], rows: QueryResult['rows']): string => {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new QueryError(`two columns are named ${twice}: with --json give each a name of its own, by "as"`);
  }
  const objects = rows.map(
    (row) =>
      `{${columns.map((column, at) => `${JSON.stringify(column.name)}:${toJsonValue(row[at], column)}`).join(',')}}`,
  );
  return `[${objects.join(',')}]`;
};

const toCsvField = (text: string): string => (/[",\r\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Lines of RFC 4180 below a heading: null is nothing, the empty text is "", numbers and times are those of JSON. */
export const toCsvLines = (columns: readonly AnswerColumn[], rows: QueryResult['rows']): string[] => {
  const fieldOf = (value: unknown, column: AnswerColumn): string => {
    if (value === null || value === undefined) return '';
    return toCsvField(String(JSON.parse(quoteNumber(toJsonValue(value, column)))));
  };
  return [
    columns.map(({ name }) => toCsvField(name)).join(','),
    ...rows.map((row) => columns.map((column, at) => fieldOf(row[at], column)).join(',')),
  ];
};

/** A number of JSON as a text of it, so that no reader shortens its digits. */
const quoteNumber = (json: string): string => (/^[-\d]/.test(json) ? `"${json}"` : json);

/**
 * An answer as text: a table within `width`, records, JSON, or CSV. Nothing in it steers the terminal.
 * @throws QueryError when JSON would lose a column
 */
export const toAnswer = (
  { columns, rows }: QueryResult,
  sql: string,
  { csv, json, vertical }: AnswerOptions,
  width?: number,
): string => {
  const names = columns.map(({ name }) => name);
  if (!(csv || json)) return vertical ? drawRecords(names, rows) : drawTable(names, rows, width);
  const typed = columns.map((column) => ({ ...column, isUtc: isUtcColumn(column.name, sql) }));
  return toPrintable(csv ? toCsvLines(typed, rows).join('\n') : toJson(typed, rows));
};
