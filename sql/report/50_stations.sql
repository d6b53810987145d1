-- The stations of the drawn cities of a report, and what each gave in its window.
-- grain: one row per location. key: location_id.
-- inputs: dim_locations, fact_measurements. re-run: reads only.
-- why: a station that gave nothing stays on the map, with no hour.
with given as (
  select
    location_id,
    count(*) as hours,
    cast(avg(cast(pm25 as double precision)) as decimal(10, 4)) as mean_pm25_ug_m3
  from openaq.fact_measurements
  where measurement_datetime >= cast(:window_start as timestamp)
    and measurement_datetime < cast(:window_end as timestamp)
  group by location_id
)

select
  locations.location_id,
  locations.location_name,
  locations.city,
  locations.latitude,
  locations.longitude,
  locations.provider,
  locations.owner,
  locations.is_monitor,
  locations.licenses,
  locations.attribution,
  coalesce(given.hours, 0) as hours,
  given.mean_pm25_ug_m3
from openaq.dim_locations as locations
left join given on given.location_id = locations.location_id
where strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || locations.city || ',') > 0
order by locations.city, locations.location_id;
