-- What the newest run counted whose window meets that of a report.
-- grain: one row, none when no run has met the window. key: none needed.
-- inputs: load_audit. re-run: reads only.
-- why: the equation of a run is of that run, so it is not summed over several.
select
  run_id,
  window_start,
  window_end,
  cities,
  rows_extracted,
  rows_superseded,
  rows_adopted,
  rows_read,
  rows_duplicate,
  rows_rejected,
  rows_staged,
  rows_outdated,
  rows_loaded,
  values_nulled,
  values_missing,
  requests,
  status,
  detail,
  loaded_at
from openaq.load_audit
where window_start < cast(:window_end as timestamp)
  and window_end > cast(:window_start as timestamp)
order by loaded_at desc, started_at desc
limit 1;
