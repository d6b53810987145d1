-- Proves that a run lost, invented and repeated no row on its way from OpenAQ to the fact table.
-- grain: exactly one row (run_id, passed, detail), also when the run left no audit row. key: none needed.
-- inputs: load_audit, dim_locations, window_keys, this_check.
-- re-run: a temporary table, gone with the session. severity: abort, the run fails with the detail as its cause.
-- why: each equation compares counts that two different steps made. A row loaded outside of the window breaks
--      staged = loaded. An outdated run has loaded nothing and is no failure, hence enough counts its rows as well.
create temp table verdict as
with audited as (
  select
    max(this_check.run_id) as run_id,
    max(this_check.min_expected_rows) as min_expected_rows,
    count(load_audit.run_id) as audit_rows,
    coalesce(max(load_audit.rows_extracted), 0) as extracted,
    coalesce(max(load_audit.rows_superseded), 0) as superseded,
    coalesce(max(load_audit.rows_adopted), 0) as adopted,
    coalesce(max(load_audit.rows_read), 0) as source_rows,
    coalesce(max(load_audit.rows_staged), 0) as staged,
    coalesce(max(load_audit.rows_duplicate), 0) as duplicates,
    coalesce(max(load_audit.rows_rejected), 0) as rejected,
    coalesce(max(load_audit.rows_loaded), 0) as loaded,
    coalesce(max(load_audit.rows_outdated), 0) as outdated
  from this_check
  left join openaq.load_audit
    on load_audit.run_id = this_check.run_id
),

repeated_keys as (
  select
    window_keys.location_id,
    window_keys.measurement_datetime
  from window_keys
  cross join this_check
  group by window_keys.location_id, window_keys.measurement_datetime
  having count(*) > 1 and sum(case when window_keys.run_id = this_check.run_id then 1 else 0 end) > 0
),

repeated as (
  select count(*) as keys from repeated_keys
),

unplaced as (
  select count(*) as facts
  from window_keys
  inner join this_check
    on window_keys.run_id = this_check.run_id
  left join openaq.dim_locations as known
    on window_keys.location_id = known.location_id
  where known.location_id is null
),

equations as (
  select
    audited.run_id,
    audited.audit_rows,
    audited.extracted - audited.superseded + audited.adopted = audited.source_rows as all_read,
    audited.source_rows = audited.staged + audited.duplicates + audited.rejected as all_accounted_for,
    audited.staged = audited.loaded + audited.outdated as all_loaded,
    audited.loaded + audited.outdated >= audited.min_expected_rows as enough_loaded,
    repeated.keys = 0 as keys_unique,
    unplaced.facts = 0 as locations_known,
    cast(audited.extracted as varchar(20)) || ' extracted'
    || case
      when audited.superseded + audited.adopted = 0 then ''
      else ' - ' || cast(audited.superseded as varchar(20)) || ' superseded + '
        || cast(audited.adopted as varchar(20)) || ' adopted'
    end as extracted,
    cast(audited.source_rows as varchar(20)) as source_rows,
    cast(audited.staged as varchar(20)) as staged,
    cast(audited.staged as varchar(20)) || ' staged + '
    || cast(audited.duplicates as varchar(20)) || ' duplicate + '
    || cast(audited.rejected as varchar(20)) || ' rejected' as outcomes,
    cast(audited.loaded as varchar(20)) || ' loaded'
    || case when audited.outdated = 0 then '' else ' + ' || cast(audited.outdated as varchar(20)) || ' outdated' end
    as loaded,
    cast(audited.min_expected_rows as varchar(20)) as min_expected_rows,
    cast(repeated.keys as varchar(20)) as keys_repeated,
    cast(unplaced.facts as varchar(20)) as facts_unplaced
  from audited
  cross join repeated
  cross join unplaced
),

judged as (
  select
    *,
    audit_rows = 1
    and all_read
    and all_accounted_for
    and all_loaded
    and enough_loaded
    and keys_unique
    and locations_known as passed
  from equations
)

select
  run_id,
  passed,
  cast(
    case
      when audit_rows = 0 then 'load_audit has no row of run ' || run_id || ', so nothing was loaded'
      when audit_rows > 1 then 'load_audit has ' || cast(audit_rows as varchar(20)) || ' rows of run ' || run_id
      when passed
        then extracted || ' = ' || source_rows || ' read; '
          || source_rows || ' read = ' || outcomes || '; '
          || staged || ' staged = ' || loaded
      else rtrim(
        case when all_read then '' else extracted || ' <> ' || source_rows || ' read; ' end
        || case when all_accounted_for then '' else source_rows || ' read <> ' || outcomes || '; ' end
        || case when all_loaded then '' else staged || ' staged <> ' || loaded || '; ' end
        || case when enough_loaded then '' else loaded || ' < ' || min_expected_rows || ' expected; ' end
        || case when keys_unique then '' else keys_repeated || ' (location_id, measurement_datetime) loaded twice; ' end
        || case when locations_known then '' else facts_unplaced || ' facts of locations that dim_locations lacks; ' end,
        '; '
      )
    end as varchar(2000)
  ) as detail
from judged;
