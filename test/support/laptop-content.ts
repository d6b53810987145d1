import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import type { Laptop } from './laptop-run';

/** Objects of the lake by key, without what belongs to one run. */
const keysOf = (buckets: string): string[] =>
  (existsSync(buckets) ? readdirSync(buckets, { recursive: true, withFileTypes: true }) : [])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(buckets.length))
    .filter((key) => !key.includes(`/${PREFIXES.manifests}`) && !key.includes(`/${PREFIXES.temp}`))
    .sort();

/**
 * All that a run leaves, but its name, its times, what the database numbers, and how many rows of an earlier run it took
 * the place of: what must be the same, whatever has happened before.
 */
export const contentOf = async ({ query, folder }: Laptop, runId: string | undefined) => ({
  facts: await query(
    `select location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country
     from openaq.fact_measurements order by 1, 2`,
  ),
  locations: await query(
    'select location_id, location_name, city, country, is_active from openaq.dim_locations order by 1',
  ),
  rejected: await query(
    `select location_id, partition_city, partition_date, reason, measurement_datetime
     from openaq.rejected_measurements order by 1, 2, 3, 4, 5`,
  ),
  days: await query('select location_id, measurement_date from openaq.location_days order by 1, 2'),
  audit: await query(
    `select window_start, window_end, cities, rows_extracted, rows_read, rows_staged, rows_duplicate, rows_rejected,
       rows_loaded, rows_superseded, rows_adopted, rows_outdated, rows_withdrawn, cities_without_data, status,
       values_missing, values_nulled
     from openaq.load_audit where run_id = '${runId}'`,
  ),
  stillStaged: await query(
    `select run_id from openaq.stage_measurements where run_id = '${runId}'
     union all select run_id from openaq.stage_locations where run_id = '${runId}'
     union all select run_id from openaq.stage_location_days where run_id = '${runId}'
     union all select run_id from openaq.stage_counts where run_id = '${runId}'`,
  ),
  keys: keysOf(folder.buckets),
});

/**
 * The same without what the run's own answers held of values, the last two columns of its audit: of days that a run keeps it
 * has no answers.
 */
export const withoutAnswers = ({ audit, ...content }: Awaited<ReturnType<typeof contentOf>>) => ({
  ...content,
  audit: audit.map((row) => row.slice(0, -2)),
});
