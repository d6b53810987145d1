-- Remembers which answer the facts of each location-day are from now on.
-- grain: one row per location and UTC date. key: (location_id, measurement_date). inputs: newest_days.
-- re-run: the statement before has removed the same rows.
-- why: also for days without a single fact. Else an older answer could bring back what a newer one had withdrawn.
insert into openaq.location_days (
  location_id,
  measurement_date,
  extracted_at,
  run_id
)
select
  location_id,
  measurement_date,
  extracted_at,
  run_id
from newest_days;
