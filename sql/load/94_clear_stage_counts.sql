-- Removes the counts of this run, which load_audit holds now.
-- grain: one row per run. key: run_id. inputs: this_run.
-- re-run: the Glue job counts the run again.
-- why: a run without a row here has loaded or has not staged, which makes a load that is sent twice harmless.
delete from openaq.stage_counts
using this_run
where stage_counts.run_id = this_run.run_id;
