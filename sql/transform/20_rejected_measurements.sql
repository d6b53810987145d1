-- Grain:  one row per source row that breaks a rule, with the first rule it breaks.
-- Inputs: checked_measurements, run.
-- Output: openaq.rejected_measurements, columns in the table's order (COPY loads by position).
-- Why:    values stay as they were read (double precision): a rejected value need not fit the warehouse's decimals.
select
    run.run_id,
    checked.reject_reason as reason,
    checked.partition_city,
    checked.partition_date,
    checked.location_id,
    checked.measurement_datetime,
    checked.pm25,
    checked.pm10,
    checked.o3,
    checked.no2,
    checked.so2,
    checked.co,
    checked.latitude,
    checked.longitude,
    checked.city,
    checked.country,
    checked.extracted_at
from checked_measurements as checked
cross join run
where checked.reject_reason is not null
