-- Removes the rejected rows of this run for location-days of which the warehouse holds a newer answer.
-- grain: rejected rows. key: (run_id, location_id, partition_date). inputs: staged_days.
-- re-run: finds nothing more to remove.
-- why: they belong to an answer that was not loaded, as the staged rows do that 25_newest_measurements.sql leaves out.
delete from openaq.rejected_measurements
using staged_days
where rejected_measurements.run_id = staged_days.run_id
  and rejected_measurements.location_id = staged_days.location_id
  and rejected_measurements.partition_date = staged_days.measurement_date
  and not staged_days.is_newest;
