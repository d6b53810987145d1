-- Removes the rejected rows that earlier runs left for the location-days of this run.
-- grain: rejected rows. key: (run_id, location_id, partition_date). inputs: newest_days, load_audit.
-- re-run: finds nothing more to remove.
-- why: a location-day that is loaded again has the rejected rows of its last answer, as it has its facts. Rows of a run
--      that has not loaded yet stay, since that run may be working right now, unless its answer is older than this one
--      (71_delete_older_rejects.sql). Of the same answer one copy stays (73_delete_repeated_rejects.sql). The form with
--      several tables after using is that of https://docs.aws.amazon.com/redshift/latest/dg/r_DELETE.html.
delete from openaq.rejected_measurements
using newest_days, openaq.load_audit
where rejected_measurements.location_id = newest_days.location_id
  and rejected_measurements.partition_date = newest_days.measurement_date
  and rejected_measurements.run_id = load_audit.run_id
  and rejected_measurements.run_id <> newest_days.run_id
  and coalesce(rejected_measurements.extracted_at <> newest_days.extracted_at, true);
