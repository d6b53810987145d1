-- Grain:  one row per city, kind and name: what became of the lines, of the hours of the sensors, and of the sensors.
-- Inputs: judged_lines, ranked_readings, sensor_hours, hourly_rows.
-- Why:    no line vanishes uncounted, and the counts of a work item are those that Extract returns. A line that names no location
--         of a city is counted under the city null.
with events as (
    select city, 'line' as kind, outcome as name, count(*) as row_count from judged_lines
    where outcome <> 'measured' group by city, outcome
    union all
    select city, 'line', case when preference = 1 then 'measured' else 'duplicate' end, count(*) from ranked_readings
    group by city, case when preference = 1 then 'measured' else 'duplicate' end
    union all
    select city, 'hour', coalesce(null_reason, 'valued'), count(*) from sensor_hours group by city, coalesce(null_reason, 'valued')
    union all
    select city, 'sensor', 'asked', count(distinct sensor_id) from sensor_hours group by city
    union all
    select city, 'skipped', outcome, count(distinct sensor_id) from judged_lines
    where outcome in ('other_parameter', 'unknown_unit') group by city, outcome
    union all
    select
        city,
        'row',
        'stored_values',
        sum(
            cast(pm25 is not null as int)
            + cast(pm10 is not null as int)
            + cast(o3 is not null as int)
            + cast(no2 is not null as int)
            + cast(so2 is not null as int)
            + cast(co is not null as int)
        )
    from hourly_rows
    group by city
    union all
    select city, 'row', 'rows', count(*) from hourly_rows group by city
)

select city, kind, name, row_count
from events
