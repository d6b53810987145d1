-- Grain:  one row per location and UTC date that this run brings: those of its own answer, and those that a newer answer has put
--         into the lake in the meantime.
-- Inputs: source_location_days, answered_dates, checked_measurements, run.
-- Output: openaq.stage_location_days, columns in the table's order (COPY loads by position).
-- Why:    a location that the answer lists and gives no hour for has its row: its facts of the date are withdrawn. Of a date that
--         another run has written again only the locations with rows are known; the others are left to that run.
with own as (
    select
        listed.location_id,
        dates.partition_date as measurement_date,
        dates.extracted_at
    from source_location_days as listed
    inner join answered_dates as dates
        on replace(listed.city, ' ', '_') = dates.partition_city
        and cast(listed.measurement_date as date) = dates.partition_date
    where not dates.is_superseded
),

adopted as (
    select
        checked.location_id,
        checked.partition_date as measurement_date,
        checked.extracted_at
    from checked_measurements as checked
    left join answered_dates as dates
        on checked.partition_city = dates.partition_city
        and checked.partition_date = dates.partition_date
    where checked.location_id is not null
        and checked.extracted_at is not null
        and (dates.partition_date is null or dates.is_superseded)
),

brought as (
    select location_id, measurement_date, extracted_at from own
    union all
    select location_id, measurement_date, extracted_at from adopted
)

select
    location_id,
    measurement_date,
    max(extracted_at) as extracted_at,
    (select run_id from run) as run_id
from brought
group by location_id, measurement_date
