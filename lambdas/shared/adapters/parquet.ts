import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type FieldDefinition, ParquetSchema, ParquetWriter } from 'parquetjs-lite';
import { TerminalError } from '../domain/errors';
import { type Columns, type ColumnType, columnsOf, type RowOf } from '../domain/lake';

const PARQUET_TYPES: Record<ColumnType, FieldDefinition['type']> = {
  boolean: 'BOOLEAN',
  int: 'INT32',
  double: 'DOUBLE',
  string: 'UTF8',
  timestamp: 'TIMESTAMP_MILLIS',
};

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
  return type === 'timestamp' ? new Date(value as string) : value;
};

const encodeRow = (columns: readonly ListedColumn[], row: Readonly<Record<string, unknown>>, rowIndex: number) =>
  Object.fromEntries(columns.map((column) => [column.name, encodeValue(column, row[column.name], rowIndex)]));

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
  const encoded = rows.map((row, index) => encodeRow(columns, row, index));
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const writer = await ParquetWriter.openStream(schema, stream, { useDataPageV2: false, rowGroupSize: 100_000 });
  for (const row of encoded) await writer.appendRow(row);
  await writer.close();
  return bytes;
};
