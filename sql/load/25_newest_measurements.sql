-- The staged rows that become facts.
-- grain: one row per staged row of a newest day. key: (location_id, measurement_datetime).
-- inputs: stage_measurements, newest_days, this_run.
-- re-run: a temporary table, gone with the session.
-- why: counting, inserting and counting again must all speak of the same rows. Staged rows that are not here are
--      outdated, and the audit counts them: also those of an older answer of the same run, which two work items have given
--      for one location that moved from one city to the other between them.
create temp table newest_measurements as
select
  stage.location_id,
  stage.measurement_datetime,
  stage.pm25,
  stage.pm10,
  stage.o3,
  stage.no2,
  stage.so2,
  stage.co,
  stage.latitude,
  stage.longitude,
  stage.city,
  stage.country,
  stage.extracted_at,
  stage.run_id,
  stage.quality_flags
from openaq.stage_measurements as stage
inner join this_run
  on stage.run_id = this_run.run_id
inner join newest_days
  on stage.location_id = newest_days.location_id
  and cast(stage.measurement_datetime as date) = newest_days.measurement_date
  and stage.extracted_at >= newest_days.extracted_at;
