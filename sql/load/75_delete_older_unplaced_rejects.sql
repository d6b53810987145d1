-- Removes the rejected rows without a location that were read before this run began, for its cities and days.
-- grain: rejected rows. key: (partition_city, partition_date, run_id). inputs: this_run.
-- re-run: finds nothing more to remove.
-- why: as 71_delete_older_rejects.sql. Every answer of this run is newer than its start.
delete from openaq.rejected_measurements
using this_run
where rejected_measurements.location_id is null
  and rejected_measurements.run_id <> this_run.run_id
  and rejected_measurements.extracted_at < this_run.started_at
  and rejected_measurements.partition_date >= this_run.window_start
  and rejected_measurements.partition_date < this_run.window_end
  and strpos(
    ',' || replace(this_run.cities, ' ', '_') || ',',
    ',' || rejected_measurements.partition_city || ','
  ) > 0;
