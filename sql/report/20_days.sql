-- The days of each pollutant in each drawn city of a report, with their US EPA Air Quality Index.
-- grain: one row per city, pollutant and local date. key: (city, pollutant, local_date).
-- inputs: city_days, station_aqi_subindices. re-run: reads only.
-- why: the index of a city is that of its worst station, and a day of too few hours has neither a mean nor an index.
with worst as (
  select
    city,
    pollutant,
    local_date,
    aqi,
    category,
    colour,
    row_number() over (partition by city, pollutant, local_date order by aqi desc, location_id) as place
  from openaq.station_aqi_subindices
  where local_date >= cast(cast(:window_start as timestamp) as date)
    and local_date <= cast(cast(:window_end as timestamp) as date)
    and strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || city || ',') > 0
)

select
  days.city,
  days.pollutant,
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
  and worst.pollutant = days.pollutant
  and worst.local_date = days.local_date
  and worst.place = 1
where days.local_date >= cast(cast(:window_start as timestamp) as date)
  and days.local_date <= cast(cast(:window_end as timestamp) as date)
  and strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || days.city || ',') > 0
order by days.city, days.pollutant, days.local_date;
