-- The keys of the facts in the window of the run, with the run that loaded each.
-- grain: one row per fact. key: (location_id, measurement_datetime), which the next statement proves.
-- inputs: fact_measurements, load_audit, this_check.
-- re-run: a temporary table, gone with the session.
-- why: a copy has no declared keys that the planner could believe instead of counting, not even where version 0.1.0 has
--      declared them. In the window only, which the sort key makes cheap.
create temp table window_keys as
select
  fact.location_id,
  fact.measurement_datetime,
  fact.run_id
from openaq.fact_measurements as fact
inner join openaq.load_audit
  on fact.measurement_datetime >= load_audit.window_start
  and fact.measurement_datetime < load_audit.window_end
inner join this_check
  on load_audit.run_id = this_check.run_id;
