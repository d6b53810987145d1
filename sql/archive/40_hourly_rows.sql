-- Grain:  one row per (location_id, measurement_datetime), as Extract writes it (lambdas/shared/domain/pivot.ts).
-- Inputs: sensor_hours, locations, run.
-- Why:    an hour whose values are all null keeps its row: that nothing was measured is known, and the transform counts it. Where
--         two sensors of a location measure one pollutant, the one with the lower id that has a value wins. The archive has no
--         flags of OpenAQ, so quality_flags has only the reasons for which a number is not stored.
select
    hours.location_id,
    hours.hour_start as measurement_datetime,
    min_by(hours.micrograms, struct(hours.sensor_id, hours.unit)) filter (where hours.parameter = 'pm25' and hours.null_reason is null) as pm25,
    min_by(hours.micrograms, struct(hours.sensor_id, hours.unit)) filter (where hours.parameter = 'pm10' and hours.null_reason is null) as pm10,
    min_by(hours.micrograms, struct(hours.sensor_id, hours.unit)) filter (where hours.parameter = 'o3' and hours.null_reason is null) as o3,
    min_by(hours.micrograms, struct(hours.sensor_id, hours.unit)) filter (where hours.parameter = 'no2' and hours.null_reason is null) as no2,
    min_by(hours.micrograms, struct(hours.sensor_id, hours.unit)) filter (where hours.parameter = 'so2' and hours.null_reason is null) as so2,
    min_by(hours.micrograms, struct(hours.sensor_id, hours.unit)) filter (where hours.parameter = 'co' and hours.null_reason is null) as co,
    locations.latitude,
    locations.longitude,
    locations.city,
    locations.country,
    run.extracted_at,
    nullif(
        array_join(
            -- In the order of the pollutants, then of the alphabet, each once: the position in front is one digit.
            transform(
                array_sort(
                    collect_set(concat(hours.position, hours.parameter, ':', hours.null_reason)) filter (where hours.null_reason <> 'gap')
                ),
                token -> substring(token, 2)
            ),
            ' '
        ),
        ''
    ) as quality_flags
from sensor_hours as hours
inner join locations on hours.location_id = locations.location_id
cross join run
group by
    hours.location_id,
    hours.hour_start,
    locations.latitude,
    locations.longitude,
    locations.city,
    locations.country,
    run.extracted_at
