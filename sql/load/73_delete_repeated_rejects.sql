-- Removes the rejected rows that another run has of the very answer of which this run has its own.
-- grain: rejected rows. key: (run_id, location_id, partition_date). inputs: own_rejected_days.
-- re-run: finds nothing more to remove.
-- why: a run that keeps a day of the lake rejects those rows of it that the run which extracted it has rejected. Whether
--      that one has died or is working right now, one copy stays. Whoever loads the same answer and has none of its own
--      leaves that of the other (70_delete_replaced_rejects.sql).
delete from openaq.rejected_measurements
using own_rejected_days
where rejected_measurements.location_id = own_rejected_days.location_id
  and rejected_measurements.partition_date = own_rejected_days.measurement_date
  and rejected_measurements.extracted_at = own_rejected_days.extracted_at
  and rejected_measurements.run_id <> own_rejected_days.run_id;
