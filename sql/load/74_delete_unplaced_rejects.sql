-- Removes the rejected rows without a location that earlier runs left for the cities and days of this run.
-- grain: rejected rows. key: (partition_city, partition_date, run_id). inputs: this_run, load_audit.
-- re-run: finds nothing more to remove.
-- why: a row without a location belongs to no location-day, so its city and day say what it is replaced by.
delete from openaq.rejected_measurements
using this_run, openaq.load_audit
where rejected_measurements.location_id is null
  and rejected_measurements.run_id = load_audit.run_id
  and rejected_measurements.run_id <> this_run.run_id
  and rejected_measurements.partition_date >= this_run.window_start
  and rejected_measurements.partition_date < this_run.window_end
  and strpos(
    ',' || replace(this_run.cities, ' ', '_') || ',',
    ',' || rejected_measurements.partition_city || ','
  ) > 0;
