-- The run that the following statements load. The only file of the load with parameters.
-- grain: one row. key: none needed. inputs: the state machine.
-- re-run: a temporary table, gone with the session.
-- why: the values enter at one place, as text, and every other statement is constant. Instants come in ISO
--      form with T and Z, which replace() and cast() read alike on Redshift and Postgres.
create temp table this_run as
select
  cast(:run_id as varchar(100)) as run_id,
  cast(replace(replace(:window_start, 'T', ' '), 'Z', '') as timestamp) as window_start,
  cast(replace(replace(:window_end, 'T', ' '), 'Z', '') as timestamp) as window_end,
  cast(:cities as varchar(65535)) as cities,
  cast(replace(replace(:started_at, 'T', ' '), 'Z', '') as timestamp) as started_at,
  cast(:rows_extracted as bigint) as rows_extracted,
  cast(:values_missing as bigint) as values_missing,
  cast(:values_nulled as bigint) as values_nulled,
  cast(:requests as bigint) as requests,
  cast(:cities_without_data as varchar(65535)) as cities_without_data,
  cast(:version as varchar(64)) as version;
