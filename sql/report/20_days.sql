-- The days of PM2.5 in each city of a report, with their US EPA Air Quality Index.
-- grain: one row per city and local date. key: (city, local_date).
-- inputs: city_days, station_aqi_subindices. re-run: reads only.
-- why: the index of a city is that of its worst station, and a day of fewer than 18 hours has none.
with worst as (
  select
    city,
    local_date,
    aqi,
    category,
    colour,
    row_number() over (partition by city, local_date order by aqi desc, location_id) as place
  from openaq.station_aqi_subindices
  where pollutant = 'pm25'
)

select
  days.city,
  days.local_date,
  days.stations,
  days.complete_stations,
  days.hours,
  days.completeness_percent,
  days.is_complete,
  days.mean_ug_m3,
  worst.aqi,
  worst.category,
  worst.colour
from openaq.city_days as days
left join worst
  on worst.city = days.city
  and worst.local_date = days.local_date
  and worst.place = 1
where days.pollutant = 'pm25'
  and days.local_date >= cast(cast(:window_start as timestamp) as date)
  and days.local_date <= cast(cast(:window_end as timestamp) as date)
  and strpos(',' || cast(:cities as varchar(65535)) || ',', ',' || days.city || ',') > 0
order by days.city, days.local_date;
