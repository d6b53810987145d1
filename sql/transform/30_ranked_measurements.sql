-- Grain:  one row per accepted source row, in the warehouse's types.
-- Key:    (location_id, measurement_datetime) identifies a measurement; preference 1 is the row to keep, 2 and above are duplicates.
-- Inputs: checked_measurements.
-- Order:  the newest extraction wins. The rest of the order is over every column of the output, after rounding, so that rows that
--         still tie are equal in all they write: the result depends neither on the order of files nor on the engine.
-- Types:  a plain cast rounds 0.00005 up on one engine and down on the other; floor(x * 1e4 + 0.5) is the same arithmetic on both.
--         "nulls last" is spelled out because the engines' defaults differ.
with typed as (
    select
        location_id,
        measurement_datetime,
        cast(cast(floor(pm25 * 1e4 + 0.5) as double) / 1e4 as decimal(10, 4)) as pm25,
        cast(cast(floor(pm10 * 1e4 + 0.5) as double) / 1e4 as decimal(10, 4)) as pm10,
        cast(cast(floor(o3 * 1e4 + 0.5) as double) / 1e4 as decimal(10, 4)) as o3,
        cast(cast(floor(no2 * 1e4 + 0.5) as double) / 1e4 as decimal(10, 4)) as no2,
        cast(cast(floor(so2 * 1e4 + 0.5) as double) / 1e4 as decimal(10, 4)) as so2,
        cast(cast(floor(co * 1e4 + 0.5) as double) / 1e4 as decimal(10, 4)) as co,
        cast(cast(floor(latitude * 1e6 + 0.5) as double) / 1e6 as decimal(10, 6)) as latitude,
        cast(cast(floor(longitude * 1e6 + 0.5) as double) / 1e6 as decimal(10, 6)) as longitude,
        city,
        country,
        extracted_at,
        quality_flags
    from checked_measurements
    where reject_reason is null
)

select
    *,
    row_number() over (
        partition by location_id, measurement_datetime
        order by
            extracted_at desc nulls last,
            pm25 desc nulls last,
            pm10 desc nulls last,
            o3 desc nulls last,
            no2 desc nulls last,
            so2 desc nulls last,
            co desc nulls last,
            latitude desc nulls last,
            longitude desc nulls last,
            city asc nulls last,
            country asc nulls last,
            quality_flags asc nulls last
    ) as preference
from typed
