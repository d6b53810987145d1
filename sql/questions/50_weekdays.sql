-- Is it better at the weekend?
select
  city,
  case when date_part(dow, local_datetime) in (0, 6) then 'weekend' else 'working day' end as kind_of_day,
  count(*) as hours,
  round(avg(value_ug_m3), 1) as mean_ug_m3,
  median(value_ug_m3) as median_ug_m3
from openaq.hourly_values
where pollutant = 'pm25'
group by 1, 2
order by 1, 2;
