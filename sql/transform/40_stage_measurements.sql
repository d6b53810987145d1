-- Grain:  one row per (location_id, measurement_datetime).
-- Inputs: ranked_measurements, run.
-- Output: openaq.stage_measurements, columns in the table's order (COPY loads by position). Scoped to the run: a re-run of the same
--         run_id deletes and writes the same rows, and another run's rows are left alone.
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
    (select run_id from run) as run_id,
    quality_flags
from ranked_measurements
where preference = 1
