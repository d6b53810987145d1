-- The keys that this run staged.
-- grain: one row per location and hour. key: (location_id, measurement_datetime).
-- inputs: stage_measurements, this_run.
-- re-run: a temporary table, gone with the session.
-- why: counting, deleting and counting again must all speak of the same keys.
create temp table staged_keys as
select distinct
  stage.location_id,
  stage.measurement_datetime
from openaq.stage_measurements as stage
inner join this_run
  on stage.run_id = this_run.run_id;
