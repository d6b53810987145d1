-- At which hours of the day is it worst, and at which best?
with ranked as (
  select
    city,
    hour_of_day,
    hours,
    mean_ug_m3,
    row_number() over (partition by city order by mean_ug_m3 desc, hour_of_day) as place,
    count(*) over (partition by city) as places
  from openaq.city_hour_profiles
  where pollutant = 'pm25' and clock = 'local'
)

select city, case when place <= 2 then 'worst' else 'best' end as hour_is, hour_of_day, hours, mean_ug_m3
from ranked
where place <= 2 or place > places - 2
order by city, mean_ug_m3 desc;
