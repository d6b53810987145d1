-- The hourly means of each pollutant in each drawn city of a report, what its lines show of a short window.
-- grain: one row per city, pollutant and hour. key: (city, pollutant, measurement_datetime).
-- inputs: hourly_values. re-run: reads only.
-- why: an hour without a value has no row, so the report draws a gap and never a zero.
select
  city,
  pollutant,
  measurement_datetime,
  local_datetime,
  time_zone,
  cast(avg(cast(value_ug_m3 as double precision)) as decimal(10, 4)) as mean_ug_m3,
  count(*) as stations
from openaq.hourly_values
where measurement_datetime >= cast(:window_start as timestamp)
  and measurement_datetime < cast(:window_end as timestamp)
  and strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || city || ',') > 0
group by city, pollutant, measurement_datetime, local_datetime, time_zone
order by city, pollutant, measurement_datetime;
