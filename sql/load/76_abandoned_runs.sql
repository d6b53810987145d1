-- Runs that rejected rows in the window of this run more than 14 days ago and have never loaded.
-- grain: one row per run. key: run_id. inputs: rejected_measurements, load_audit, this_run.
-- re-run: a temporary table, gone with the session.
-- why: Step Functions redrives a failed run for 14 days, so nothing will ever load these.
create temp table abandoned_runs as
select distinct rejected.run_id
from openaq.rejected_measurements as rejected
inner join this_run
  on rejected.partition_date >= this_run.window_start
  and rejected.partition_date < this_run.window_end
  and rejected.extracted_at < this_run.started_at - interval '14 days'
left join openaq.load_audit as audit
  on rejected.run_id = audit.run_id
where audit.run_id is null
  and rejected.run_id <> this_run.run_id;
