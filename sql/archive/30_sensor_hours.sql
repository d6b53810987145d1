-- Grain:  one row per sensor and hour, with the mean in ug/m3, else the reason for which there is none, and its readings.
-- Inputs: ranked_readings, rules.
-- Why:    the mean comes first, over every reading with a value, fill codes too, and is judged then: so OpenAQ's /hours does
--         (calculate_hourly_data takes avg(value) of all), and Extract judges what /hours gives. The order of the rules is that
--         of lambdas/shared/domain/measured-value.ts; their numbers are in pollutants.json.
with means as (
    select
        city,
        location_id,
        sensor_id,
        parameter,
        unit,
        hour_start,
        avg(value) as value,
        count(*) as reading_count
    from ranked_readings
    where preference = 1
    group by city, location_id, sensor_id, parameter, unit, hour_start
)

select
    means.city,
    means.location_id,
    means.sensor_id,
    means.parameter,
    means.unit,
    means.hour_start,
    means.value * rules.micrograms as micrograms,
    rules.position,
    means.reading_count,
    case
        when means.value is null then 'gap'
        when isnan(means.value) or abs(means.value) = double('infinity') then 'not_a_number'
        when array_contains(rules.fill_codes, means.value) then 'fill_code'
        when means.value < 0 then 'below_range'
        when means.value > rules.upper_limit then 'above_range'
    end as null_reason
from means
inner join rules on means.parameter = rules.parameter and means.unit = rules.unit
