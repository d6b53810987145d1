-- The stations of the drawn cities of a report, and what each gave in its window.
-- grain: one row per location. key: location_id.
-- inputs: dim_locations, fact_measurements. re-run: reads only.
-- why: a station that gave nothing stays on the map, with no hour.
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
  count(facts.measurement_datetime) as hours,
  cast(avg(cast(facts.pm25 as double precision)) as decimal(10, 4)) as mean_pm25_ug_m3
from openaq.dim_locations as locations
left join openaq.fact_measurements as facts
  on facts.location_id = locations.location_id
  and facts.measurement_datetime >= cast(:window_start as timestamp)
  and facts.measurement_datetime < cast(:window_end as timestamp)
where strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || locations.city || ',') > 0
group by locations.location_id, locations.location_name, locations.city, locations.latitude, locations.longitude,
  locations.provider, locations.owner, locations.is_monitor, locations.licenses, locations.attribution
order by locations.city, locations.location_id;
