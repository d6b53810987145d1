-- The location-days that this run brings, and whether its answer is the newest that the warehouse has seen.
-- grain: one row per location and UTC date. key: (location_id, measurement_date).
-- inputs: stage_location_days, location_days, this_run.
-- re-run: a temporary table, gone with the session. The same answer is as new as itself, so it is loaded again.
-- why: the facts of a location-day are those of the newest complete answer. A run that read OpenAQ earlier and loads
--      later must not undo what a newer answer brought, and not what it took away (docs/adr/0013-newest-answer.md).
create temp table staged_days as
select
  staged.location_id,
  staged.measurement_date,
  cast(staged.measurement_date as timestamp) as day_start,
  cast(staged.measurement_date as timestamp) + interval '1 day' as day_end,
  staged.extracted_at,
  staged.run_id,
  coalesce(known.extracted_at <= staged.extracted_at, true) as is_newest
from openaq.stage_location_days as staged
inner join this_run
  on staged.run_id = this_run.run_id
left join openaq.location_days as known
  on staged.location_id = known.location_id
  and staged.measurement_date = known.measurement_date;
