-- Records what this run did.
-- grain: one row per run. key: run_id.
-- inputs: this_run, stage_counts, removed_facts, changed_values, fact_digest, staged_days, newest_days, stage_measurements,
--         fact_measurements.
-- re-run: the statement before has removed the row of the earlier attempt.
-- why: rows_loaded is counted in the fact, inside the window, and not taken from the staged rows: the check compares
--      the two. Without a row in stage_counts no audit row is written, and the check says so. The status stays loaded
--      until the check has spoken, sql/checks.
insert into openaq.load_audit (
  run_id,
  window_start,
  window_end,
  cities,
  rows_extracted,
  rows_read,
  rows_staged,
  rows_duplicate,
  rows_rejected,
  rows_loaded,
  rows_replaced,
  values_nulled,
  requests,
  started_at,
  rows_superseded,
  rows_adopted,
  rows_outdated,
  rows_withdrawn,
  values_missing,
  cities_without_data,
  status,
  engine,
  version,
  values_changed,
  fact_digest
)
with loaded as (
  select count(*) as rows_loaded
  from openaq.fact_measurements as fact
  inner join newest_days
    on fact.location_id = newest_days.location_id
    and fact.measurement_datetime >= newest_days.day_start
    and fact.measurement_datetime < newest_days.day_end
  inner join this_run
    on fact.run_id = this_run.run_id
    and fact.measurement_datetime >= this_run.window_start
    and fact.measurement_datetime < this_run.window_end
),

outdated as (
  select count(*) as rows_outdated
  from openaq.stage_measurements as stage
  inner join staged_days
    on stage.run_id = staged_days.run_id
    and stage.location_id = staged_days.location_id
    and cast(stage.measurement_datetime as date) = staged_days.measurement_date
  where not staged_days.is_newest
    or stage.extracted_at < staged_days.extracted_at
)

select
  this_run.run_id,
  this_run.window_start,
  this_run.window_end,
  this_run.cities,
  this_run.rows_extracted,
  counts.rows_read,
  counts.rows_staged,
  counts.rows_duplicate,
  counts.rows_rejected,
  loaded.rows_loaded,
  removed_facts.rows_replaced,
  this_run.values_nulled,
  this_run.requests,
  this_run.started_at,
  counts.rows_superseded,
  counts.rows_adopted,
  outdated.rows_outdated,
  removed_facts.rows_withdrawn,
  this_run.values_missing,
  this_run.cities_without_data,
  'loaded',
  counts.engine,
  this_run.version,
  changed_values.values_changed,
  fact_digest.fact_digest
from this_run
inner join openaq.stage_counts as counts
  on counts.run_id = this_run.run_id
cross join loaded
cross join outdated
cross join removed_facts
cross join changed_values
cross join fact_digest;
