-- Grain:  one row per line of the archive's files; nothing is filtered here.
-- Inputs: archive_lines (the columns of the files as texts, corrupt), locations, rules, run.
-- Adds:   hour_start, UTC, and outcome: what becomes of the line. 'measured' is a reading of a wanted pollutant in the window.
-- Hours:  the archive stamps the END of a measurement, in the station's clock with its offset. As in OpenAQ's own roll-up
--         (openaq-db tables/hourly_data_rollups.sql, as_utc_hour), an hour of that clock holds what ends after its start and not
--         after its end, so 01:00:00+05:30 belongs to the hour that starts at 18:30 UTC. A time without its offset is none.
-- Why:    a line that is not taken is counted by its outcome: lines = the sum of all outcomes.
with typed as (
    select
        try_cast(location_id as int) as location_id,
        try_cast(sensors_id as int) as sensor_id,
        parameter,
        -- As normaliseUnit in lambdas/shared/domain/units.ts: micro, Greek mu and cubed in plain letters.
        replace(replace(translate(lower(trim(units)), 'µμ', 'uu'), '³', '3'), '^3', '3') as unit,
        nullif(trim(value), '') as value_text,
        try_cast(nullif(trim(value), '') as double) as value,
        case when datetime rlike '[0-9](Z|[+-][0-9]{2}:[0-9]{2})$' then try_cast(datetime as timestamp) end as period_end,
        case
            when datetime rlike 'Z$' then 0
            else
                try_cast(concat(substring(datetime, -6, 1), '1') as int)
                * (try_cast(substring(datetime, -5, 2) as int) * 3600 + try_cast(substring(datetime, -2, 2) as int) * 60)
        end as offset_seconds,
        corrupt
    from archive_lines
),

placed as (
    select
        *,
        timestamp_seconds((unix_timestamp(period_end) + offset_seconds - 1) div 3600 * 3600 - offset_seconds) as hour_start
    from typed
)

select
    placed.location_id,
    placed.sensor_id,
    placed.parameter,
    placed.unit,
    placed.value,
    placed.period_end,
    placed.hour_start,
    locations.city,
    case
        when placed.corrupt is not null or placed.sensor_id is null or placed.parameter is null then 'malformed_line'
        when placed.value_text is not null and placed.value is null then 'malformed_value'
        when placed.hour_start is null then 'malformed_time'
        when locations.location_id is null then 'other_location'
        when placed.hour_start < run.window_start or placed.hour_start >= run.window_end then 'outside_window'
        when wanted.parameter is null then 'other_parameter'
        when rules.unit is null then 'unknown_unit'
        else 'measured'
    end as outcome
from placed
cross join run
left join locations on placed.location_id = locations.location_id
left join (select distinct parameter from rules) as wanted on placed.parameter = wanted.parameter
left join rules on placed.parameter = rules.parameter and placed.unit = rules.unit
