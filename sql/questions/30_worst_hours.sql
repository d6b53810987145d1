-- Which were the five worst hours, on the clock of the city?
select top 5 city, local_datetime, measurement_datetime as utc_datetime, value_ug_m3
from openaq.hourly_values
where pollutant = 'pm25'
order by value_ug_m3 desc, measurement_datetime, city;
