-- Grain:  one row: the run. There is a row even when nothing was read, with zeros.
-- Inputs: source_measurements, ranked_measurements, rejected_measurements, stage_locations, run.
-- Output: openaq.stage_counts, columns in the table's order (COPY loads by position).
-- Why:    rows_read is counted on the source itself, not summed from the parts, so that the check
--         read = staged + duplicates + rejected after the load can fail. One aggregate over a union instead of five counts:
--         one Spark job instead of one for each.
with events as (
    select 'read' as event from source_measurements
    union all
    select case when preference = 1 then 'staged' else 'duplicate' end as event from ranked_measurements
    union all
    select 'rejected' as event from rejected_measurements
    union all
    select 'location' as event from stage_locations
)

select
    (select run_id from run) as run_id,
    count(case when event = 'read' then 1 end) as rows_read,
    count(case when event = 'staged' then 1 end) as rows_staged,
    count(case when event = 'duplicate' then 1 end) as rows_duplicate,
    count(case when event = 'rejected' then 1 end) as rows_rejected,
    count(case when event = 'location' then 1 end) as locations_staged
from events
