-- How was the air of each city, day by day?
-- A day counts from 18 of 24 hours on the clock of the city; the first and the last day of a UTC window do not.
select days.city, days.local_date, days.hours, days.mean_ug_m3 as pm25, index_days.aqi, index_days.category
from openaq.city_days as days
left join openaq.city_aqi_days as index_days
  on index_days.city = days.city and index_days.local_date = days.local_date
where days.pollutant = 'pm25'
order by days.city, days.local_date;
