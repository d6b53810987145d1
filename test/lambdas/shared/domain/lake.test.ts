import { toParquet } from '../../../../lambdas/shared/adapters/parquet';
import { LAKE, NAMES, TABLE_PREFIX } from '../../../../lambdas/shared/domain/lake';
import type { ManifestRow } from '../../../../lambdas/shared/domain/manifest';
import { airQualityKey, locationsKey, manifestKey } from '../../../../lambdas/shared/domain/object-keys';

describe('the contract of the lake', () => {
  it('makes a row that lacks a column, has one too many or one of another type an error of the compiler', async () => {
    const row: ManifestRow = {
      location_id: 7441,
      city: 'Hanoi',
      measurement_date: '2018-12-05',
      row_count: 1,
      extracted_at: '2018-12-06T00:10:00Z',
    };
    const { row_count: _, ...shorter } = row;
    const write = (rows: readonly ManifestRow[]) => toParquet(LAKE.manifests.columns, rows);

    await expect(write([row])).resolves.toBeInstanceOf(Buffer);
    // @ts-expect-error: row_count is missing.
    await expect(write([shorter])).rejects.toThrow('row_count');
    // @ts-expect-error: a required column is never null.
    await expect(write([{ ...row, city: null }])).rejects.toThrow('city');
    // @ts-expect-error: row_count is a number.
    await expect(write([{ ...row, row_count: '1' }])).rejects.toThrow('row_count');
    // @ts-expect-error: no such column.
    await expect(write([{ ...row, pm1: 1 }])).resolves.toBeInstanceOf(Buffer);
  });

  it('names a table of the catalog after its folder, as the crawler does', () => {
    for (const { table, prefix } of [LAKE.measurements, LAKE.locations]) {
      expect(`${table}/`).toBe(`${TABLE_PREFIX}${prefix}`);
    }
  });

  it('has each partition column in the keys: the city by its place, the others by name', () => {
    const folders = (key: string) => key.split('/').slice(1, -1);

    expect(LAKE.measurements.partitions).toEqual(['partition_0', 'year', 'month', 'day']);
    expect(folders(airQualityKey('Ho Chi Minh City', '2018-12-05'))).toEqual([
      'Ho_Chi_Minh_City',
      'year=2018',
      'month=12',
      'day=05',
    ]);
    expect(LAKE.locations.partitions).toEqual(['partition_0']);
    expect(folders(locationsKey('Hanoi'))).toEqual(['Hanoi']);
    expect(folders(manifestKey('run-1', 'Hanoi', '2018-12-05T00:00:00Z'))).toEqual(['run-1']);
  });

  it.each([
    [
      'city',
      ['Hanoi', 'Ho Chi Minh City', 'Winston-Salem', 'A'.repeat(63)],
      ['', 'Hà Nội', "O'Brien", 'A'.repeat(64), 'A\n', 'A,B'],
    ],
    ['run', ['run-1', '20240120T020000Z-x_y', 'r'.repeat(100)], ['', 'r'.repeat(101), "x'", 'a b', 'a\n', 'a/b']],
  ] as const)('takes a name of a %s that is safe in keys, SQL and arguments, and no other', (kind, good, bad) => {
    expect(good.filter((name) => !NAMES[kind].test(name))).toEqual([]);
    expect(bad.filter((name) => NAMES[kind].test(name))).toEqual([]);
  });
});
