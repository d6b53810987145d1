-- Grain:  one row per row of source_measurements; nothing is filtered here.
-- Inputs: source_measurements (the Parquet columns and the partition columns partition_0, year, month, day).
-- Adds:   the partition the row came from, and reject_reason: the first rule that the row breaks, null when it breaks none.
-- Why:    a row that breaks a rule is kept with its reason (rejected_measurements), so that read = staged + duplicates + rejected.
-- Hours:  OpenAQ's hours are hours of the station's clock, so they start at :00, :15, :30 or :45 in UTC (Delhi at :30, Kathmandu at :15).
-- Nulls:  coordinates may be null (a provider may give none) and so may single values; a row with no value at all may not.
-- Flags:  lambdas/shared/domain/quality-flags.ts says what they are; the warehouse's columns hold 400 characters.
-- NaN:    compares as greater than every number on both engines, so the upper bounds below catch it.
-- Blank:  replace, not trim: DuckDB's trim takes every kind of space, Spark's the plain one only.
-- Range:  value * 1e4 + 0.5 >= 1e10 is exactly the value that no longer fits decimal(10, 4) after rounding (30_ranked_measurements).
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
    nullif(left(replace(quality_flags, chr(0), ''), 400), '') as quality_flags,
    partition_0 as partition_city,
    cast(concat(year, '-', month, '-', day) as date) as partition_date,
    case
        when location_id is null then 'missing_location_id'
        when measurement_datetime is null then 'missing_measurement_datetime'
        when cast(measurement_datetime as date) <> cast(concat(year, '-', month, '-', day) as date)
            then 'outside_partition'
        when extract(minute from measurement_datetime) % 15 <> 0 or date_trunc('minute', measurement_datetime) <> measurement_datetime
            then 'not_on_a_quarter_hour'
        when extracted_at is null then 'missing_extracted_at'
        when city is null or replace(city, ' ', '') = '' then 'missing_city'
        when latitude < -90 or latitude > 90 then 'latitude_out_of_range'
        when longitude < -180 or longitude > 180 then 'longitude_out_of_range'
        when least(pm25, pm10, o3, no2, so2, co) < 0 or greatest(pm25, pm10, o3, no2, so2, co) * 1e4 + 0.5 >= 1e10
            then 'value_out_of_range'
        when coalesce(pm25, pm10, o3, no2, so2, co) is null then 'no_measurement'
    end as reject_reason
from source_measurements
