-- Grain:  one row per source row that breaks a rule, with the first rule it breaks.
-- Inputs: checked_measurements, run.
-- Output: openaq.rejected_measurements, columns in the table's order (COPY loads by position).
-- Why:    values stay as they were read (double precision): a rejected value need not fit the warehouse's decimals.
--         run is read by a scalar subquery, which Spark folds into a constant; a cross join would be a broadcast.
select
    (select run_id from run) as run_id,
    reject_reason as reason,
    partition_city,
    partition_date,
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
    quality_flags
from checked_measurements
where reject_reason is not null
