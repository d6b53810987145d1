-- Grain:  one row per location_id; a location in the boxes of two cities is kept once.
-- Inputs: source_locations (the Parquet columns and partition_0), run.
-- Output: openaq.stage_locations, columns in the table's order (COPY loads by position).
-- Order:  the newest extraction wins, then a total order over the columns written (see 30_ranked_measurements).
-- Why:    this is reference data, not measurement: a coordinate out of range becomes null instead of losing the location, and an
--         odd name does not stop the run. The warehouse takes no NUL in a text, and as many characters of up to four bytes
--         as each text is cut to here. Files of earlier versions lack what is known of the source, which is null then.
with typed as (
    select
        location_id,
        left(replace(location_name, chr(0), ''), 255) as location_name,
        city,
        country,
        case
            when latitude between -90 and 90 then cast(cast(floor(latitude * 1e6 + 0.5) as double) / 1e6 as decimal(10, 6))
        end as latitude,
        case
            when longitude between -180 and 180 then cast(cast(floor(longitude * 1e6 + 0.5) as double) / 1e6 as decimal(10, 6))
        end as longitude,
        coalesce(is_active, true) as is_active,
        extracted_at,
        left(replace(provider, chr(0), ''), 255) as provider,
        left(replace(owner, chr(0), ''), 255) as owner,
        is_monitor,
        left(replace(time_zone, chr(0), ''), 64) as time_zone,
        left(replace(licenses, chr(0), ''), 1000) as licenses,
        left(replace(attribution, chr(0), ''), 1000) as attribution
    from source_locations
    where location_id is not null
),

ranked as (
    select
        *,
        row_number() over (
            partition by location_id
            order by
                extracted_at desc nulls last,
                location_name asc nulls last,
                city asc nulls last,
                country asc nulls last,
                latitude desc nulls last,
                longitude desc nulls last,
                is_active desc,
                provider asc nulls last,
                owner asc nulls last,
                is_monitor desc nulls last,
                time_zone asc nulls last,
                licenses asc nulls last,
                attribution asc nulls last
        ) as preference
    from typed
)

select
    location_id,
    location_name,
    city,
    country,
    latitude,
    longitude,
    is_active,
    extracted_at,
    (select run_id from run) as run_id,
    provider,
    owner,
    is_monitor,
    time_zone,
    licenses,
    attribution
from ranked
where preference = 1
