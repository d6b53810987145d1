-- Grain:  one row per (location_id, measurement_datetime).
-- Inputs: ranked_measurements, run.
-- Output: openaq.stage_measurements, columns in the table's order (COPY loads by position). Scoped to the run: a re-run of the same
--         run_id deletes and writes the same rows, and another run's rows are left alone.
select
    ranked.location_id,
    ranked.measurement_datetime,
    ranked.pm25,
    ranked.pm10,
    ranked.o3,
    ranked.no2,
    ranked.so2,
    ranked.co,
    ranked.latitude,
    ranked.longitude,
    ranked.city,
    ranked.country,
    ranked.extracted_at,
    run.run_id
from ranked_measurements as ranked
cross join run
where ranked.preference = 1
