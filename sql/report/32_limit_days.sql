-- Days above each limit of a day in each city of a report.
-- grain: one row per city, pollutant, averaging time and standard. key: all four.
-- inputs: station_limit_days. re-run: reads only.
-- why: a city is above a limit on a day when one of its stations is, since its people breathe there.
select
  city,
  pollutant,
  averaging,
  standard,
  limit_ug_m3,
  limit_year,
  limit_source,
  count(distinct local_date) as days_compared,
  count(distinct case when is_exceeded then local_date end) as days_exceeded,
  max(value_ug_m3) as max_ug_m3
from openaq.station_limit_days
where local_date >= cast(cast(:window_start as timestamp) as date)
  and local_date <= cast(cast(:window_end as timestamp) as date)
  and strpos(',' || cast(:cities as varchar(65535)) || ',', ',' || city || ',') > 0
group by city, pollutant, averaging, standard, limit_ug_m3, limit_year, limit_source
order by pollutant, averaging, standard, city;
