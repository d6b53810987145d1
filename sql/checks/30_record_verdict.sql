-- Writes the verdict into the audit row of the run.
-- grain: at most one audit row. key: run_id. inputs: verdict.
-- re-run: writes the same verdict again.
-- why: without it a run that did not reconcile would look in load_audit like one that did.
update openaq.load_audit
set
  status = case when verdict.passed then 'passed' else 'failed' end,
  detail = verdict.detail
from verdict
where load_audit.run_id = verdict.run_id;
