-- Removes the staged location-days of this run.
-- grain: staged rows. key: run_id. inputs: this_run.
-- re-run: the Glue job stages the run again.
-- why: as 90_clear_stage_measurements.sql.
delete from openaq.stage_location_days
using this_run
where stage_location_days.run_id = this_run.run_id
  or stage_location_days.extracted_at < this_run.started_at - interval '14 days';
