-- Publishes the measurements of this run.
-- grain: one fact row per staged row. key: (location_id, measurement_datetime).
-- inputs: stage_measurements, this_run.
-- re-run: the statement before has removed the same keys, so the table ends the same.
-- why: measurement_id and loaded_at are left to the table.
insert into openaq.fact_measurements (
  location_id,
  measurement_datetime,
  pm25,
  pm10,
  o3,
  no2,
  so2,
  co,
  latitude,
  longitude,
  city,
  country,
  extracted_at,
  run_id
)
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
  stage.run_id
from openaq.stage_measurements as stage
inner join this_run
  on stage.run_id = this_run.run_id;
