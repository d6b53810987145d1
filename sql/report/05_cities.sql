-- What each city of a report gave in its window, by which the cities that charts draw are chosen.
-- grain: one row per city that has a fact. key: city.
-- inputs: fact_measurements, dim_cities. re-run: reads only.
-- why: a page has room for the lines of a few cities, and the others must be counted all the same.
select
  facts.city,
  coalesce(cities.time_zone, 'UTC') as time_zone,
  count(*) as rows_loaded,
  count(facts.pm25) as rows_with_pm25,
  count(distinct facts.location_id) as stations
from openaq.fact_measurements as facts
left join openaq.dim_cities as cities on cities.city = facts.city
where facts.measurement_datetime >= cast(:window_start as timestamp)
  and facts.measurement_datetime < cast(:window_end as timestamp)
  and strpos(',' || cast(:cities as varchar(65535)) || ',', ',' || facts.city || ',') > 0
group by facts.city, coalesce(cities.time_zone, 'UTC')
order by rows_loaded desc, facts.city;
