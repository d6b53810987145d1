-- Removes the rejected rows of older answers for the location-days of this run, also of runs that never loaded.
-- grain: rejected rows. key: (run_id, location_id, partition_date). inputs: newest_days.
-- re-run: finds nothing more to remove.
-- why: a run that died between its Glue job and its load has left its rejected rows, and a re-run would double them. If
--      it is redriven after all, its answer is outdated, and it would drop them itself (72_delete_outdated_rejects.sql).
delete from openaq.rejected_measurements
using newest_days
where rejected_measurements.location_id = newest_days.location_id
  and rejected_measurements.partition_date = newest_days.measurement_date
  and rejected_measurements.run_id <> newest_days.run_id
  and rejected_measurements.extracted_at < newest_days.extracted_at;
