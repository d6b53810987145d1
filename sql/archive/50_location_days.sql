-- Grain:  one row per location and UTC date for which the archive has a line, also one of nothing that is wanted: the manifest.
-- Inputs: judged_lines, hourly_rows, run.
-- Why:    the archive has no file for a day without data, and has it only some days later, so a date without a line is no answer:
--         facts that the API has given for it stay.
with answered as (
    select
        location_id,
        city,
        cast(hour_start as date) as measurement_date
    from judged_lines
    where outcome in ('measured', 'other_parameter', 'unknown_unit')
    group by location_id, city, cast(hour_start as date)
),

filled as (
    select
        location_id,
        cast(measurement_datetime as date) as measurement_date,
        count(*) as row_count
    from hourly_rows
    group by location_id, cast(measurement_datetime as date)
)

select
    answered.location_id,
    answered.city,
    cast(answered.measurement_date as string) as measurement_date,
    cast(coalesce(filled.row_count, 0) as int) as row_count,
    run.extracted_at
from answered
cross join run
left join filled
    on answered.location_id = filled.location_id
    and answered.measurement_date = filled.measurement_date
