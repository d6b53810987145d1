-- Records what this run did.
-- grain: one row per run. key: run_id.
-- inputs: this_run, stage_counts, replaced_rows, staged_keys, fact_measurements.
-- re-run: the statement before has removed the row of the earlier attempt.
-- why: rows_loaded is counted in the fact, inside the window, and not taken from the staged rows: the check compares
--      the two. Without a row in stage_counts no audit row is written, and the check says so.
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
  started_at
)
with loaded as (
  select count(*) as rows_loaded
  from openaq.fact_measurements as fact
  inner join staged_keys
    on fact.location_id = staged_keys.location_id
    and fact.measurement_datetime = staged_keys.measurement_datetime
  inner join this_run
    on fact.run_id = this_run.run_id
    and fact.measurement_datetime >= this_run.window_start
    and fact.measurement_datetime < this_run.window_end
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
  replaced_rows.rows_replaced,
  this_run.values_nulled,
  this_run.requests,
  this_run.started_at
from this_run
inner join openaq.stage_counts as counts
  on counts.run_id = this_run.run_id
cross join loaded
cross join replaced_rows;
