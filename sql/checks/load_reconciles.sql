-- Proves that a run lost, invented and repeated no row on its way from OpenAQ to the fact table.
-- grain: exactly one row (passed, detail), also when the run left no audit row. key: none needed.
-- inputs: load_audit, fact_measurements, and the parameters run_id and min_expected_rows (values arrive as text).
-- re-run: reads only. severity: abort, the run fails with the detail as its cause.
-- why: each equation compares counts that two different steps made. Unique keys are looked for in the window only,
--      which the sort key makes cheap, and a row loaded outside of it breaks staged = loaded.
with parameters as (
  select
    cast(:run_id as varchar(100)) as run_id,
    cast(:min_expected_rows as bigint) as min_expected_rows
),

audited as (
  select
    max(parameters.run_id) as run_id,
    max(parameters.min_expected_rows) as min_expected_rows,
    count(load_audit.run_id) as audit_rows,
    coalesce(max(load_audit.rows_extracted), 0) as extracted,
    coalesce(max(load_audit.rows_read), 0) as source_rows,
    coalesce(max(load_audit.rows_staged), 0) as staged,
    coalesce(max(load_audit.rows_duplicate), 0) as duplicates,
    coalesce(max(load_audit.rows_rejected), 0) as rejected,
    coalesce(max(load_audit.rows_loaded), 0) as loaded
  from parameters
  left join openaq.load_audit
    on load_audit.run_id = parameters.run_id
),

repeated_keys as (
  select
    fact.location_id,
    fact.measurement_datetime
  from openaq.fact_measurements as fact
  inner join openaq.load_audit
    on fact.measurement_datetime >= load_audit.window_start
    and fact.measurement_datetime < load_audit.window_end
  inner join parameters
    on load_audit.run_id = parameters.run_id
  group by fact.location_id, fact.measurement_datetime
  having count(*) > 1 and sum(case when fact.run_id = parameters.run_id then 1 else 0 end) > 0
),

repeated as (
  select count(*) as keys from repeated_keys
),

equations as (
  select
    audited.run_id,
    audited.audit_rows,
    audited.extracted = audited.source_rows as all_read,
    audited.source_rows = audited.staged + audited.duplicates + audited.rejected as all_accounted_for,
    audited.staged = audited.loaded as all_loaded,
    audited.loaded >= audited.min_expected_rows as enough_loaded,
    repeated.keys = 0 as keys_unique,
    cast(audited.extracted as varchar(20)) as extracted,
    cast(audited.source_rows as varchar(20)) as source_rows,
    cast(audited.staged as varchar(20)) as staged,
    cast(audited.staged as varchar(20)) || ' staged + '
    || cast(audited.duplicates as varchar(20)) || ' duplicate + '
    || cast(audited.rejected as varchar(20)) || ' rejected' as outcomes,
    cast(audited.loaded as varchar(20)) as loaded,
    cast(audited.min_expected_rows as varchar(20)) as min_expected_rows,
    cast(repeated.keys as varchar(20)) as keys_repeated
  from audited
  cross join repeated
)

select
  audit_rows = 1 and all_read and all_accounted_for and all_loaded and enough_loaded and keys_unique as passed,
  case
    when audit_rows = 0 then 'load_audit has no row of run ' || run_id || ', so nothing was loaded'
    when audit_rows > 1 then 'load_audit has ' || cast(audit_rows as varchar(20)) || ' rows of run ' || run_id
    when all_read and all_accounted_for and all_loaded and enough_loaded and keys_unique
      then extracted || ' extracted = ' || source_rows || ' read; '
        || source_rows || ' read = ' || outcomes || '; '
        || staged || ' staged = ' || loaded || ' loaded'
    else rtrim(
      case when all_read then '' else extracted || ' extracted <> ' || source_rows || ' read; ' end
      || case when all_accounted_for then '' else source_rows || ' read <> ' || outcomes || '; ' end
      || case when all_loaded then '' else staged || ' staged <> ' || loaded || ' loaded; ' end
      || case when enough_loaded then '' else loaded || ' loaded < ' || min_expected_rows || ' expected; ' end
      || case when keys_unique then '' else keys_repeated || ' (location_id, measurement_datetime) loaded twice; ' end,
      '; '
    )
  end as detail
from equations;
