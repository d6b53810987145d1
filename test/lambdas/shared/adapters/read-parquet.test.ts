import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toParquet } from '../../../../lambdas/shared/adapters/parquet';
import { readParquet } from '../../../../lambdas/shared/adapters/read-parquet';
import { LAKE } from '../../../../lambdas/shared/domain/lake';
import { hour } from '../../../support/lake';
import { readParquet as readByDuckDb } from '../../../support/parquet';
import { RELEASED_VERSIONS, releasedLake } from '../../../support/releases';

/** The rows as DuckDB tells of them: instants without T and Z, and no fraction of a second where it is none. */
const asText = (rows: readonly unknown[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row as object).map(([name, value]) => [
        name,
        value instanceof Date
          ? value
              .toISOString()
              .replace('T', ' ')
              .replace(/(?:\.000)?Z$/, '')
          : value,
      ]),
    ),
  );

const objectsOf = (version: string): string[] =>
  readdirSync(join(releasedLake(version), 'airquality'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => join(releasedLake(version), 'airquality', name));

describe('readParquet', () => {
  it('reads what toParquet writes: nulls, texts of any script, instants to the millisecond', async () => {
    const bytes = await toParquet(LAKE.measurements.columns, [
      hour({ pm25: null, city: 'Đà Nẵng', extracted_at: '2026-11-23T02:00:00.123Z' }),
      hour({ location_id: 8, pm25: 31.5, quality_flags: 'pm25:flagged' }),
    ]);

    expect(asText(await readParquet(bytes))).toEqual(await readByDuckDb(bytes));
    expect(await readParquet(await toParquet(LAKE.measurements.columns, []))).toEqual([]);
  });

  it.each(RELEASED_VERSIONS)('reads the days that version %s wrote', async (version) => {
    const files = objectsOf(version);

    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const bytes = readFileSync(file);
      expect(asText(await readParquet(bytes))).toEqual(await readByDuckDb(bytes));
    }
  });

  it('refuses what is cut off', async () => {
    const bytes = await toParquet(LAKE.measurements.columns, [hour()]);

    for (const length of [0, 3, bytes.length - 1])
      await expect(readParquet(bytes.subarray(0, length))).rejects.toThrow();
  });
});
