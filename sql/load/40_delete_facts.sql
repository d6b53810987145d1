-- Removes the facts of the location-days that this run replaces.
-- grain: fact rows. key: (location_id, measurement_datetime). inputs: newest_days.
-- re-run: deletes what the earlier run inserted, which the next statement inserts again.
-- why: by location-day and not by key, so that an hour without a value in the newest answer, or no longer in it, has
--      no fact (docs/adr/0013-newest-answer.md). A location that the answer does not list keeps what it has.
delete from openaq.fact_measurements
using newest_days
where fact_measurements.location_id = newest_days.location_id
  and fact_measurements.measurement_datetime >= newest_days.day_start
  and fact_measurements.measurement_datetime < newest_days.day_end;
