-- The location-days of this run of which it has rejected rows.
-- grain: one row per location and UTC date. key: (location_id, measurement_date). inputs: newest_days, rejected_measurements.
-- re-run: a temporary table, gone with the session.
-- why: a delete cannot join the table from which it deletes (73_delete_repeated_rejects.sql).
create temp table own_rejected_days as
select distinct
  newest_days.location_id,
  newest_days.measurement_date,
  newest_days.extracted_at,
  newest_days.run_id
from newest_days
inner join openaq.rejected_measurements as rejected
  on newest_days.run_id = rejected.run_id
  and newest_days.location_id = rejected.location_id
  and newest_days.measurement_date = rejected.partition_date;
