-- Removes the audit row of an earlier attempt of this run.
-- grain: at most one audit row. key: run_id. inputs: this_run, stage_counts.
-- re-run: the next statement writes the row again.
-- why: a redriven run has the same id. Only when the run is staged again: should the load be sent twice, the second
--      time finds nothing staged and leaves the audit of the first as it is.
delete from openaq.load_audit
using this_run, openaq.stage_counts
where load_audit.run_id = this_run.run_id
  and stage_counts.run_id = this_run.run_id;
