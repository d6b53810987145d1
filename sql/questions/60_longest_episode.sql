-- How long did the longest episode above 35 ug/m3 last?
-- Hours in a row have the same distance between their time and their number; a missing hour ends an episode.
with numbered as (
  select
    city,
    local_datetime,
    value_ug_m3,
    dateadd(hour, -cast(row_number() over (partition by city, location_id order by measurement_datetime) as integer), measurement_datetime)
      as episode
  from openaq.hourly_values
  where pollutant = 'pm25' and value_ug_m3 > 35
),

episodes as (
  select
    city,
    min(local_datetime) as first_hour,
    count(*) as hours,
    round(avg(value_ug_m3), 1) as mean_ug_m3,
    row_number() over (partition by city order by count(*) desc, min(local_datetime)) as place
  from numbered
  group by city, episode
)

select city, first_hour, hours, mean_ug_m3
from episodes
where place = 1
order by city;
