-- Publishes the measurements of this run.
-- grain: one fact row per staged row of a newest day. key: (location_id, measurement_datetime).
-- inputs: newest_measurements.
-- re-run: the statement before has removed the same location-days, so the table ends the same.
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
  run_id,
  quality_flags
)
select
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
  run_id,
  quality_flags
from newest_measurements;
