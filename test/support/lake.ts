import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toParquet } from '../../lambdas/shared/adapters/parquet';
import { type Columns, LAKE, type RowOf, TABLE_PREFIX } from '../../lambdas/shared/domain/lake';
import { airQualityKey, locationsKey, manifestKey } from '../../lambdas/shared/domain/object-keys';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { LocalCrawler } from '../../local/aws/glue/crawler';
import { LocalGlueJob } from '../../local/aws/glue/job';
import type { Warehouse } from '../../local/warehouse/warehouse';

/** A row of any table, also of one that the lake should not have. */
type Row = RowOf<Columns>;

export const DATABASE = 'openaq_database';

/** An hour of a sensor in Hanoi on 2018-12-05, as `extract` writes it. */
export const hour = (changes: Row = {}): Row => ({
  location_id: 7441,
  measurement_datetime: '2018-12-05T01:00:00Z',
  ...Object.fromEntries(POLLUTANT_NAMES.map((name) => [name, null])),
  pm25: 42.5,
  latitude: 21.021194,
  longitude: 105.819092,
  city: 'Hanoi',
  country: 'VN',
  extracted_at: '2018-12-06T00:10:00Z',
  quality_flags: null,
  ...changes,
});

/** A location in Hanoi, as `extract` writes it. */
export const location = (changes: Row = {}): Row => ({
  location_id: 7441,
  location_name: 'US Diplomatic Post: Hanoi',
  city: 'Hanoi',
  country: 'VN',
  latitude: 21.021194,
  longitude: 105.819092,
  is_active: true,
  extracted_at: '2018-12-06T00:10:00Z',
  provider: 'AirNow',
  owner: null,
  is_monitor: true,
  time_zone: 'Asia/Bangkok',
  licenses: 'US Public Domain',
  attribution: null,
  ...changes,
});

/** What an extraction answered for one location of Hanoi on 2018-12-05: one row, unless told otherwise. */
export const locationDay = (changes: Row = {}): Row => ({
  location_id: 7441,
  city: 'Hanoi',
  measurement_date: '2018-12-05',
  row_count: 1,
  extracted_at: '2018-12-06T00:10:00Z',
  ...changes,
});

/** A bucket in a temporary folder with a crawler over it. */
export class Lake {
  readonly directory = mkdtempSync(join(tmpdir(), 'lake-'));
  readonly bucketsDirectory = join(this.directory, 's3');
  readonly bucketDirectory = join(this.bucketsDirectory, 'bucket');
  readonly catalogFile = join(this.directory, 'catalog.json');
  readonly folder = { buckets: this.bucketsDirectory, catalog: this.catalogFile, glue: join(this.directory, 'glue') };
  readonly crawler = new LocalCrawler(
    {
      Name: 'openaq_s3_crawler',
      DatabaseName: DATABASE,
      TablePrefix: TABLE_PREFIX,
      Targets: {
        S3Targets: [LAKE.measurements, LAKE.locations].map(({ prefix }) => ({ Path: `s3://bucket/${prefix}` })),
      },
    },
    this.folder,
    0,
  );

  private readonly days: { readonly city: string; readonly date: string; readonly rows: readonly Row[] }[] = [];

  path(key: string): string {
    return join(this.bucketDirectory, key);
  }

  putBytes(key: string, bytes: Uint8Array | string): string {
    mkdirSync(dirname(this.path(key)), { recursive: true });
    writeFileSync(this.path(key), bytes);
    return this.path(key);
  }

  async putDay(
    city: string,
    date: string,
    rows: readonly Row[],
    columns: Columns = LAKE.measurements.columns,
  ): Promise<string> {
    this.days.push({ city, date, rows });
    return this.putBytes(airQualityKey(city, date), await toParquet(columns, rows));
  }

  async putLocations(city: string, rows: readonly Row[], columns: Columns = LAKE.locations.columns): Promise<string> {
    return this.putBytes(locationsKey(city), await toParquet<Columns>(columns, rows));
  }

  async putManifest(runId: string, rows: readonly Row[]): Promise<string> {
    return this.putBytes(
      manifestKey(runId, 'Hanoi', '2018-12-05T00:00:00Z'),
      await toParquet<Columns>(LAKE.manifests.columns, rows),
    );
  }

  /** Writes the manifest that an extraction of the days put so far would have left, for cities and the dates of a half-open window. */
  async vouch(runId: string, cities: readonly string[], from: string, to: string): Promise<void> {
    const latest = new Map(this.days.map((day) => [`${day.city} ${day.date}`, day]));
    const rows = [...latest.values()]
      .filter(({ city, date }) => cities.includes(city) && date >= from && date < to)
      .flatMap(({ city, date, rows: written }) => {
        const ids = [...new Set(written.map((row) => row['location_id'] as number))];
        return ids.map((location_id) => {
          const own = written.filter((row) => row['location_id'] === location_id);
          const extracted_at = own[0]?.['extracted_at'] ?? null;
          return locationDay({ location_id, city, measurement_date: date, row_count: own.length, extracted_at });
        });
      });
    await this.putManifest(runId, rows);
  }

  /** Crawls to the end and returns the status. */
  async crawl(): Promise<string | undefined> {
    await this.crawler.startCrawler({ Name: 'openaq_s3_crawler' });
    return (await this.crawled()).LastCrawl?.Status;
  }

  /** The crawler when the crawl that runs now, if any, has ended. */
  async crawled() {
    for (;;) {
      const { Crawler } = await this.crawler.getCrawler({ Name: 'openaq_s3_crawler' });
      if (Crawler.State === 'READY') return Crawler;
      await sleep(5);
    }
  }

  /** The job on DuckDB over the lake, which writes to the warehouse. */
  job(warehouse: Warehouse): LocalGlueJob {
    return new LocalGlueJob({
      engine: 'duckdb',
      folder: this.folder,
      defaultArguments: {
        '--source_database': DATABASE,
        '--target_schema': 'openaq',
        '--manifest_location': 's3://bucket/manifests/',
      },
      warehouse,
    });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
