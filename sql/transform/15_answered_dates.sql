-- Grain:  one row per city and UTC date for which this run's extraction answered, with what the lake holds now.
-- Inputs: source_location_days (the run's manifest), checked_measurements.
-- Adds:   row_count, the rows that the extraction wrote for the date; own_rows, those that were read;
--         is_superseded: another run has written the date again, from a newer answer.
-- Why:    runs share the days of the lake. Each date is one object, written whole from one extraction, so the instant of the
--         extraction says whose it is (docs/adr/0013-newest-answer.md).
with answered as (
    select
        replace(city, ' ', '_') as partition_city,
        cast(measurement_date as date) as partition_date,
        max(extracted_at) as extracted_at,
        sum(row_count) as row_count
    from source_location_days
    group by replace(city, ' ', '_'), cast(measurement_date as date)
),

found as (
    select
        partition_city,
        partition_date,
        extracted_at,
        count(*) as row_count
    from checked_measurements
    group by partition_city, partition_date, extracted_at
),

newest_found as (
    select
        partition_city,
        partition_date,
        max(extracted_at) as extracted_at
    from found
    group by partition_city, partition_date
)

select
    answered.partition_city,
    answered.partition_date,
    answered.extracted_at,
    cast(answered.row_count as bigint) as row_count,
    cast(coalesce(own.row_count, 0) as bigint) as own_rows,
    coalesce(newest_found.extracted_at > answered.extracted_at, false) as is_superseded
from answered
left join newest_found
    on answered.partition_city = newest_found.partition_city
    and answered.partition_date = newest_found.partition_date
left join found as own
    on answered.partition_city = own.partition_city
    and answered.partition_date = own.partition_date
    and answered.extracted_at = own.extracted_at
