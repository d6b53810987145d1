-- The monthly means of each pollutant in each drawn city of a report, what its lines show of years.
-- grain: one row per city, pollutant and month in which enough days count. key: (city, pollutant, month).
-- inputs: city_days. re-run: reads only.
-- why: as a day counts from 75 percent of its hours, a month counts from 75 percent of its days, so that one measured
--      week is not shown as its month. A month that does not count has no row and is a gap.
select
  city,
  pollutant,
  left(cast(local_date as varchar(10)), 7) as month,
  cast(avg(cast(mean_ug_m3 as double precision)) as decimal(10, 4)) as mean_ug_m3
from openaq.city_days
where local_date >= cast(cast(:window_start as timestamp) as date)
  and local_date <= cast(cast(:window_end as timestamp) as date)
  and is_complete
  and strpos(',' || cast(:drawn_cities as varchar(65535)) || ',', ',' || city || ',') > 0
group by city, pollutant, left(cast(local_date as varchar(10)), 7)
having count(*) >= 0.75 * max(
  cast(date_trunc('month', local_date) + interval '1 month' as date) - cast(date_trunc('month', local_date) as date)
)
order by city, pollutant, month;
