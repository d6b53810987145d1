import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type FieldDefinition, ParquetSchema, ParquetWriter } from 'parquetjs-lite';
import { InvalidParquetValueError } from '../domain/errors';

/** `timestamp` takes a UTC instant as text (`...Z`) and is stored as milliseconds since the epoch. */
export type ColumnType = 'boolean' | 'int32' | 'double' | 'utf8' | 'timestamp';

/** A column; nullable unless `required`. */
export interface Column {
  readonly type: ColumnType;
  readonly required?: true;
}

export type Columns = Readonly<Record<string, Column>>;

/** Hours of sensors: one row per location and hour. */
export const AIR_QUALITY_COLUMNS = {
  location_id: { type: 'int32', required: true },
  measurement_datetime: { type: 'timestamp', required: true },
  pm25: { type: 'double' },
  pm10: { type: 'double' },
  o3: { type: 'double' },
  no2: { type: 'double' },
  so2: { type: 'double' },
  co: { type: 'double' },
  latitude: { type: 'double' },
  longitude: { type: 'double' },
  city: { type: 'utf8', required: true },
  country: { type: 'utf8', required: true },
  extracted_at: { type: 'timestamp', required: true },
} as const satisfies Columns;

/** Locations of a city. */
export const LOCATION_COLUMNS = {
  location_id: { type: 'int32', required: true },
  location_name: { type: 'utf8' },
  city: { type: 'utf8', required: true },
  country: { type: 'utf8', required: true },
  latitude: { type: 'double' },
  longitude: { type: 'double' },
  is_active: { type: 'boolean', required: true },
  extracted_at: { type: 'timestamp', required: true },
} as const satisfies Columns;

/** What an extraction answered: one row per location of the city and UTC date, with the number of rows written for it. */
export const MANIFEST_COLUMNS = {
  location_id: { type: 'int32', required: true },
  city: { type: 'utf8', required: true },
  measurement_date: { type: 'utf8', required: true },
  row_count: { type: 'int32', required: true },
  extracted_at: { type: 'timestamp', required: true },
} as const satisfies Columns;

const PARQUET_TYPES: Record<ColumnType, FieldDefinition['type']> = {
  boolean: 'BOOLEAN',
  int32: 'INT32',
  double: 'DOUBLE',
  utf8: 'UTF8',
  timestamp: 'TIMESTAMP_MILLIS',
};

const INT32_LIMIT = 2 ** 31;
const UTC_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** What a column accepts. The writer itself truncates, rounds or stores 1970 without a word. */
const ACCEPTS: Record<ColumnType, { expected: string; test: (value: unknown) => boolean }> = {
  boolean: { expected: 'true or false', test: (value) => typeof value === 'boolean' },
  int32: {
    expected: 'an integer of 32 bits',
    test: (value) => Number.isInteger(value) && (value as number) >= -INT32_LIMIT && (value as number) < INT32_LIMIT,
  },
  double: { expected: 'a finite number', test: (value) => Number.isFinite(value) },
  utf8: { expected: 'a text', test: (value) => typeof value === 'string' },
  timestamp: {
    expected: 'a UTC instant since 1970 such as 2024-01-15T00:00:00Z',
    test: (value) => typeof value === 'string' && UTC_INSTANT.test(value) && Date.parse(value) >= 0,
  },
};

const encodeValue = (name: string, column: Column, value: unknown, rowIndex: number): unknown => {
  if ((value === null || value === undefined) && column.required === undefined) return undefined;
  const { expected, test } = ACCEPTS[column.type];
  if (!test(value)) {
    const got = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
    throw new InvalidParquetValueError(`Column ${name} of row ${rowIndex} got ${got}: expected ${expected}`);
  }
  return column.type === 'timestamp' ? new Date(value as string) : value;
};

/**
 * Writes rows as one Parquet file (Snappy, data pages of version 1, which every reader knows) and returns its bytes.
 * Zero rows make a valid file with a schema. Timestamps carry the converted type only, so readers see local-less UTC.
 *
 * @throws InvalidParquetValueError when a value does not fit its column; no bytes are returned then
 */
export const toParquet = async <Row extends object>(columns: Columns, rows: readonly Row[]): Promise<Buffer> => {
  const schema = new ParquetSchema(
    Object.fromEntries(
      Object.entries(columns).map(([name, { type, required }]) => [
        name,
        { type: PARQUET_TYPES[type], optional: required === undefined, compression: 'SNAPPY' },
      ]),
    ),
  );
  const encoded = rows.map((row, index) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [
        name,
        encodeValue(name, column, (row as Record<string, unknown>)[name], index),
      ]),
    ),
  );
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const writer = await ParquetWriter.openStream(schema, stream, { useDataPageV2: false, rowGroupSize: 100_000 });
  for (const row of encoded) await writer.appendRow(row);
  await writer.close();
  return bytes;
};
