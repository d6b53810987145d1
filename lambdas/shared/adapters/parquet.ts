import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ColumnData, type FieldDefinition, ParquetSchema, ParquetWriter } from 'parquetjs-lite';
import { TerminalError } from '../domain/errors';
import { type Columns, type ColumnType, columnsOf, type RowOf } from '../domain/lake';

const PARQUET_TYPES: Record<ColumnType, FieldDefinition['type']> = {
  boolean: 'BOOLEAN',
  int: 'INT32',
  double: 'DOUBLE',
  string: 'UTF8',
  timestamp: 'TIMESTAMP_MILLIS',
};

const PAGE_ROWS = 8_192;

/** The index of pages is left out: the writer's lacks fields that the format requires, and most files have one page. */
const WRITER_OPTIONS = { useDataPageV2: false, pageIndex: false, pageSize: PAGE_ROWS, rowGroupSize: 12 * PAGE_ROWS };

const INT32_LIMIT = 2 ** 31;
const UTC_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** What a column accepts. The writer itself truncates, rounds or stores 1970 without a word. */
const ACCEPTS: Record<ColumnType, { expected: string; test: (value: unknown) => boolean }> = {
  boolean: { expected: 'true or false', test: (value) => typeof value === 'boolean' },
  int: {
    expected: 'an integer of 32 bits',
    test: (value) => Number.isInteger(value) && (value as number) >= -INT32_LIMIT && (value as number) < INT32_LIMIT,
  },
  double: { expected: 'a finite number', test: (value) => Number.isFinite(value) },
  string: { expected: 'a text', test: (value) => typeof value === 'string' },
  timestamp: {
    expected: 'a UTC instant since 1970 such as 2024-01-15T00:00:00Z',
    test: (value) => typeof value === 'string' && UTC_INSTANT.test(value) && Date.parse(value) >= 0,
  },
};

type ListedColumn = ReturnType<typeof columnsOf>[number];

const encodeValue = ({ name, type, required }: ListedColumn, value: unknown, rowIndex: number): unknown => {
  if ((value === null || value === undefined) && !required) return undefined;
  const { expected, test } = ACCEPTS[type];
  if (!test(value)) {
    const got = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
    throw new TerminalError(
      'InvalidParquetValueError',
      `Column ${name} of row ${rowIndex} got ${got}: expected ${expected}`,
    );
  }
  return type === 'timestamp' ? Date.parse(value as string) : value;
};

type Row = Readonly<Record<string, unknown>>;

const encodeRow = (columns: readonly ListedColumn[], row: Row, rowIndex: number) =>
  Object.fromEntries(columns.map((column) => [column.name, encodeValue(column, row[column.name], rowIndex)]));

/** A column of some rows as the writer's own `lib/shred.js` leaves it, which makes many objects for each value. */
const encodeColumn = (column: ListedColumn, rows: readonly Row[], firstIndex: number): ColumnData => {
  const values: unknown[] = [];
  const dlevels: number[] = [];
  for (const [index, row] of rows.entries()) {
    const value = encodeValue(column, row[column.name], firstIndex + index);
    dlevels.push(value === undefined || column.required ? 0 : 1);
    if (value !== undefined) values.push(value);
  }
  return { values, distinct_values: new Set(values), dlevels, rlevels: [], count: rows.length };
};

/** Gives the writer the rows of a page column by column, all but the last: that one ends the page. */
const takeRows = (
  writer: ParquetWriter,
  columns: readonly ListedColumn[],
  rows: readonly Row[],
  firstIndex: number,
) => {
  const { rowCount = 0, pages = Object.fromEntries(columns.map(({ name }) => [name, []])) } = writer.rowBuffer;
  const columnData = Object.fromEntries(columns.map((column) => [column.name, encodeColumn(column, rows, firstIndex)]));
  writer.rowBuffer = { rowCount: rowCount + rows.length, pageRowCount: rows.length, columnData, pages };
};

/**
 * Writes rows as one Parquet file (Snappy, data pages of version 1, which every reader knows) and returns its bytes.
 * Zero rows make a valid file with a schema. Timestamps carry the converted type only, so readers see local-less UTC.
 *
 * @throws InvalidParquetValueError when a value does not fit its column; no bytes are returned then
 */
export const toParquet = async <Table extends Columns>(
  table: Table,
  rows: readonly RowOf<Table>[],
): Promise<Buffer> => {
  const columns = columnsOf(table);
  const schema = new ParquetSchema(
    Object.fromEntries(
      columns.map(({ name, type, required = false }) => [
        name,
        { type: PARQUET_TYPES[type], optional: !required, compression: 'SNAPPY' },
      ]),
    ),
  );
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const writer = await ParquetWriter.openStream(schema, stream, WRITER_OPTIONS);
  for (let first = 0; first < rows.length; first += PAGE_ROWS) {
    const last = Math.min(first + PAGE_ROWS, rows.length) - 1;
    takeRows(writer, columns, rows.slice(first, last), first);
    await writer.appendRow(encodeRow(columns, rows[last] as Row, last));
  }
  await writer.close();
  return bytes;
};
