-- Removes the staged measurements of this run.
-- grain: staged rows. key: run_id. inputs: this_run.
-- re-run: the Glue job stages the run again.
-- why: by run and not the whole table, because another run may be staging. Rows of a failed run stay for its redrive,
--      which Step Functions allows for 14 days, and then go with the next load. A truncate would commit.
delete from openaq.stage_measurements
using this_run
where stage_measurements.run_id = this_run.run_id
  or stage_measurements.extracted_at < this_run.started_at - interval '14 days';
