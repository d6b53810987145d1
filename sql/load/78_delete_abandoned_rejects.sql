-- Removes the rejected rows of runs that nobody can redrive any more.
-- grain: rejected rows. key: run_id. inputs: abandoned_runs.
-- re-run: finds nothing more to remove.
-- why: the rejected rows of a run that never loaded would otherwise stay for ever.
delete from openaq.rejected_measurements
using abandoned_runs
where rejected_measurements.run_id = abandoned_runs.run_id;
