-- PM2.5 of each drawn city of a report by hour of the local day, for each day, month or year.
-- grain: one row per city, row of the chart and hour of the day. key: (city, row_name, hour_of_day).
-- inputs: hourly_values. re-run: reads only.
-- why: the hours are means of stations first, so that an hour of many stations weighs as one of few. A row is named by
--      the first 10, 7 or 4 signs of its date.
with city_hours as (
  select
    city,
    local_datetime,
    local_date,
    avg(cast(value_ug_m3 as double precision)) as mean_ug_m3
  from openaq.hourly_values
  where pollutant = 'pm25'
    and measurement_datetime >= cast(:window_start as timestamp)
    and measurement_datetime < cast(:window_end as timestamp)
    and strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || city || ',') > 0
  group by city, local_datetime, local_date, measurement_datetime
),

named as (
  select
    city,
    left(cast(local_date as varchar(10)), cast(:row_length as integer)) as row_name,
    cast(extract(hour from local_datetime) as integer) as hour_of_day,
    mean_ug_m3
  from city_hours
)

select
  city,
  row_name,
  hour_of_day,
  cast(avg(mean_ug_m3) as decimal(10, 4)) as mean_ug_m3
from named
group by city, row_name, hour_of_day
order by city, row_name, hour_of_day;
