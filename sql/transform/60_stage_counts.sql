-- Grain:  one row: the run. There is a row even when nothing was read, with zeros.
-- Inputs: source_measurements, checked_measurements, answered_dates, ranked_measurements, rejected_measurements, stage_locations, run.
-- Output: openaq.stage_counts, columns in the table's order (COPY loads by position).
-- Why:    rows_read is counted on the source itself, not summed from the parts, so that the check
--         read = staged + duplicates + rejected after the load can fail. One aggregate over a union instead of a count each:
--         one Spark job instead of one for each. Adopted rows are those read that another run extracted; superseded rows those of
--         this run in whose place they stand.
with events as (
    select 'read' as event, cast(1 as bigint) as row_count from source_measurements
    union all
    select
        case when preference = 1 then 'staged' else 'duplicate' end as event,
        cast(1 as bigint) as row_count
    from ranked_measurements
    union all
    select 'rejected' as event, cast(1 as bigint) as row_count from rejected_measurements
    union all
    select 'location' as event, cast(1 as bigint) as row_count from stage_locations
    union all
    select 'superseded' as event, row_count from answered_dates where is_superseded
    union all
    select 'own' as event, own_rows as row_count from answered_dates
),

sums as (
    select
        coalesce(sum(case when event = 'read' then row_count end), 0) as rows_read,
        coalesce(sum(case when event = 'staged' then row_count end), 0) as rows_staged,
        coalesce(sum(case when event = 'duplicate' then row_count end), 0) as rows_duplicate,
        coalesce(sum(case when event = 'rejected' then row_count end), 0) as rows_rejected,
        coalesce(sum(case when event = 'location' then row_count end), 0) as locations_staged,
        coalesce(sum(case when event = 'superseded' then row_count end), 0) as rows_superseded,
        coalesce(sum(case when event = 'own' then row_count end), 0) as rows_own
    from events
)

select
    (select run_id from run) as run_id,
    cast(rows_read as bigint) as rows_read,
    cast(rows_staged as bigint) as rows_staged,
    cast(rows_duplicate as bigint) as rows_duplicate,
    cast(rows_rejected as bigint) as rows_rejected,
    cast(locations_staged as bigint) as locations_staged,
    cast(rows_superseded as bigint) as rows_superseded,
    cast(rows_read - rows_own as bigint) as rows_adopted,
    (select engine from run) as engine
from sums
