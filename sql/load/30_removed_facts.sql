-- How many facts this run is about to replace, and how many OpenAQ has withdrawn since they were loaded.
-- grain: one row. key: none needed. inputs: fact_measurements, newest_days, newest_measurements.
-- re-run: a temporary table, gone with the session.
-- why: counted before the delete, because the Data API offers no row count to the next statement.
create temp table removed_facts as
with keys as (
  select distinct
    location_id,
    measurement_datetime
  from newest_measurements
)

select
  count(keys.location_id) as rows_replaced,
  count(*) - count(keys.location_id) as rows_withdrawn
from openaq.fact_measurements as fact
inner join newest_days
  on fact.location_id = newest_days.location_id
  and fact.measurement_datetime >= newest_days.day_start
  and fact.measurement_datetime < newest_days.day_end
left join keys
  on fact.location_id = keys.location_id
  and fact.measurement_datetime = keys.measurement_datetime;
