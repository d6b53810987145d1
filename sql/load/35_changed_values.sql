-- How many values this run is about to change: new, corrected and withdrawn ones.
-- grain: one row. key: none needed. inputs: fact_measurements, newest_days, newest_measurements.
-- re-run: a temporary table, gone with the session. A run that brings what is there already counts 0.
-- why: counted before the delete. A value is that of a location, an hour and a pollutant, and changed when it is another
--      than before or null on one side alone. Two left joins, since Redshift takes a full join with few conditions only.
create temp table changed_values as
with earlier as (
  select
    fact.location_id,
    fact.measurement_datetime,
    fact.pm25,
    fact.pm10,
    fact.o3,
    fact.no2,
    fact.so2,
    fact.co
  from openaq.fact_measurements as fact
  inner join newest_days
    on fact.location_id = newest_days.location_id
    and fact.measurement_datetime >= newest_days.day_start
    and fact.measurement_datetime < newest_days.day_end
),

compared as (
  select
    case when newest.pm25 = earlier.pm25 or (newest.pm25 is null and earlier.pm25 is null) then 0 else 1 end
    + case when newest.pm10 = earlier.pm10 or (newest.pm10 is null and earlier.pm10 is null) then 0 else 1 end
    + case when newest.o3 = earlier.o3 or (newest.o3 is null and earlier.o3 is null) then 0 else 1 end
    + case when newest.no2 = earlier.no2 or (newest.no2 is null and earlier.no2 is null) then 0 else 1 end
    + case when newest.so2 = earlier.so2 or (newest.so2 is null and earlier.so2 is null) then 0 else 1 end
    + case when newest.co = earlier.co or (newest.co is null and earlier.co is null) then 0 else 1 end as changes
  from newest_measurements as newest
  left join earlier
    on newest.location_id = earlier.location_id
    and newest.measurement_datetime = earlier.measurement_datetime
  union all
  select
    case when earlier.pm25 is null then 0 else 1 end
    + case when earlier.pm10 is null then 0 else 1 end
    + case when earlier.o3 is null then 0 else 1 end
    + case when earlier.no2 is null then 0 else 1 end
    + case when earlier.so2 is null then 0 else 1 end
    + case when earlier.co is null then 0 else 1 end as changes
  from earlier
  left join newest_measurements as newest
    on earlier.location_id = newest.location_id
    and earlier.measurement_datetime = newest.measurement_datetime
  where newest.location_id is null
)

select coalesce(sum(changes), 0) as values_changed
from compared;
