-- How many fact rows this run is about to replace.
-- grain: one row. key: none needed. inputs: fact_measurements, staged_keys.
-- re-run: a temporary table, gone with the session.
-- why: counted before the delete, because the Data API offers no row count to the next statement.
create temp table replaced_rows as
select count(*) as rows_replaced
from openaq.fact_measurements as fact
inner join staged_keys
  on fact.location_id = staged_keys.location_id
  and fact.measurement_datetime = staged_keys.measurement_datetime;
