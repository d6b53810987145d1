-- Removes the rejected rows that earlier runs left for the cities and days of this run.
-- grain: rejected rows. key: (partition_city, partition_date, run_id). inputs: this_run, load_audit.
-- re-run: finds nothing more to remove.
-- why: a day that is loaded again has the rejected rows of its last load, as it has the facts of its last load. Rows
--      of a run that has not loaded yet stay, since that run may be working right now. What a failed run left goes
--      once it is 14 days old, when Step Functions can no longer redrive it.
delete from openaq.rejected_measurements
using this_run
where rejected_measurements.run_id <> this_run.run_id
  and rejected_measurements.partition_date >= this_run.window_start
  and rejected_measurements.partition_date < this_run.window_end
  and strpos(
    ',' || replace(this_run.cities, ' ', '_') || ',',
    ',' || rejected_measurements.partition_city || ','
  ) > 0
  and (
    rejected_measurements.run_id in (select run_id from openaq.load_audit)
    or rejected_measurements.extracted_at < this_run.started_at - interval '14 days'
  );
