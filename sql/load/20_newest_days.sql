-- The location-days whose facts this run replaces.
-- grain: one row per location and UTC date. key: (location_id, measurement_date). inputs: staged_days.
-- re-run: a temporary table, gone with the session.
-- why: the deletes below join it, and a join of one temporary table is a form that the manual of delete shows.
create temp table newest_days as
select
  location_id,
  measurement_date,
  day_start,
  day_end,
  extracted_at,
  run_id
from staged_days
where is_newest;
