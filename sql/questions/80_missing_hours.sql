-- Which days lack hours, and what became of these?
-- An hour that was refused is kept with its reason; an hour that nobody ever sent is in no table.
with refused as (
  select location_id, partition_date, reason, count(*) as hours
  from openaq.rejected_measurements
  group by location_id, partition_date, reason
),

loaded as (
  select location_id, city, cast(measurement_datetime as date) as utc_date, count(pm25) as hours
  from openaq.fact_measurements
  group by location_id, city, cast(measurement_datetime as date)
)

select loaded.city, loaded.utc_date, loaded.hours, nvl(refused.hours, 0) as refused_hours, refused.reason
from loaded
left join refused on refused.location_id = loaded.location_id and refused.partition_date = loaded.utc_date
where loaded.hours < 24
order by loaded.city, loaded.utc_date;
