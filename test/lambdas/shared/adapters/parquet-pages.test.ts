import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { ParquetSchema, ParquetWriter } from 'parquetjs-lite';
import { toParquet } from '../../../../lambdas/shared/adapters/parquet';
import { HOUR_MS, toUtcSeconds } from '../../../../lambdas/shared/domain/window';
import { readParquet } from '../../../support/parquet';

const TABLE = {
  id: { int: { required: true } },
  at: { timestamp: {} },
  value: { double: {} },
  name: { string: {} },
  flag: { boolean: {} },
};

interface Row {
  readonly id: number;
  readonly at: string | null;
  readonly value: number | null;
  readonly name: string | null;
  readonly flag: boolean | null;
}

/** The same rows one by one, as the package's own documentation writes them. */
const byAppendRow = async (rows: readonly Row[]): Promise<Buffer> => {
  const schema = new ParquetSchema({
    id: { type: 'INT32', optional: false, compression: 'SNAPPY' },
    at: { type: 'TIMESTAMP_MILLIS', optional: true, compression: 'SNAPPY' },
    value: { type: 'DOUBLE', optional: true, compression: 'SNAPPY' },
    name: { type: 'UTF8', optional: true, compression: 'SNAPPY' },
    flag: { type: 'BOOLEAN', optional: true, compression: 'SNAPPY' },
  });
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const options = { useDataPageV2: false, pageIndex: false, pageSize: 8_192, rowGroupSize: 98_304 };
  const writer = await ParquetWriter.openStream(schema, stream, options);
  for (const { at, ...row } of rows) await writer.appendRow({ ...row, at: at === null ? null : Date.parse(at) });
  await writer.close();
  return bytes;
};

const expectSameBytes = async (rows: readonly Row[]): Promise<void> =>
  expect((await toParquet(TABLE, rows)).equals(await byAppendRow(rows))).toBe(true);

const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const anyRow: fc.Arbitrary<Row> = fc.record({
  id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  at: orNull(fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString())),
  value: orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  name: orNull(fc.string({ unit: 'grapheme', maxLength: 20 })),
  flag: orNull(fc.boolean()),
});
/** As files are: long stretches of nulls and of one value, which the writer encodes as runs. */
const manyRows = fc
  .array(fc.tuple(anyRow, fc.integer({ min: 1, max: 40 })), { maxLength: 20 })
  .map((stretches) => stretches.flatMap(([row, length]) => Array.from({ length }, () => row)));

const rowOf = (index: number): Row => ({
  id: index,
  at: index % 5 === 0 ? null : toUtcSeconds(Math.floor(index / 50) * HOUR_MS),
  value: index < 9_000 ? null : index / 7,
  name: index % 1_000 < 100 ? `Trạm ${index}` : null,
  flag: index % 3 === 0 ? null : index % 2 === 0,
});
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, index) => rowOf(index));

describe('toParquet, which takes columns, makes the bytes that the package makes of one row after the other', () => {
  it('of any rows, none included', async () => {
    await fc.assert(fc.asyncProperty(manyRows, expectSameBytes), { numRuns: 50 });
  });

  it.each([8_192, 8_193])('of %i rows, where pages end', async (count) => {
    await expectSameBytes(rowsOf(count));
  });

  it('and keeps every row where a row group ends', async () => {
    const rows = Array.from({ length: 98_305 }, (_, id) => ({ id }));

    const read = await readParquet(await toParquet({ id: TABLE.id }, rows));

    expect(read).toHaveLength(rows.length);
    expect(read.filter(({ id }, index) => id !== index)).toEqual([]);
  });
});
