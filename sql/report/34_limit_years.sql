-- Annual means of complete years that the window of a report meets, beside their limits.
-- grain: one row per city, year, pollutant and standard. key: all four.
-- inputs: station_limit_years. re-run: reads only.
-- why: the station with the highest mean stands for its city, as in 32_limit_days.sql.
select
  city,
  local_year,
  pollutant,
  standard,
  limit_ug_m3,
  limit_year,
  limit_source,
  count(*) as stations,
  max(mean_ug_m3) as mean_ug_m3,
  max(times_limit) as times_limit
from openaq.station_limit_years
where local_year >= extract(year from cast(:window_start as timestamp))
  and local_year <= extract(year from cast(:window_end as timestamp))
  and strpos(',' || cast(:cities as varchar(65535)) || ',', ',' || city || ',') > 0
group by city, local_year, pollutant, standard, limit_ug_m3, limit_year, limit_source
order by pollutant, standard, local_year, city;
