-- On how many days was a limit exceeded?
-- The year of a standard is in its name. A station_limit_days row is a day that a limit could be compared with.
select
  city,
  standard,
  averaging,
  limit_ug_m3,
  count(distinct local_date) as days,
  count(distinct case when is_exceeded then local_date end) as days_above,
  max(times_limit) as most_times_limit
from openaq.station_limit_days
where pollutant = 'pm25'
group by city, standard, averaging, limit_ug_m3
order by city, limit_ug_m3;
