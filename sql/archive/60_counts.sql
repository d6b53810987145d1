-- Grain:  one row per city, kind and name: what became of the lines, of the hours of the sensors, and of the sensors.
-- Inputs: judged_lines, sensor_hours, hourly_rows.
-- Why:    no line vanishes uncounted, and the counts of a work item are those that Extract returns. A line that names no location
--         of a city is counted under the city null. A measured line is a duplicate unless it is a reading of an hour: to count
--         the duplicates where they are ranked would be to sort all lines once more.
with events as (
    select city, 'line' as kind, case when outcome = 'measured' then 'duplicate' else outcome end as name, count(*) as row_count
    from judged_lines group by city, outcome
    union all
    select city, 'line', 'duplicate', -sum(reading_count) from sensor_hours group by city
    union all
    select city, 'line', 'measured', sum(reading_count) from sensor_hours group by city
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

select city, kind, name, sum(row_count) as row_count
from events
group by city, kind, name
having sum(row_count) <> 0
