-- Grain:  one row: the run. There is a row even when nothing was read, with zeros.
-- Inputs: source_measurements, ranked_measurements, rejected_measurements, stage_locations, run.
-- Output: openaq.stage_counts, columns in the table's order (COPY loads by position).
-- Why:    rows_read is counted on the source itself, not summed from the parts, so that the check
--         read = staged + duplicates + rejected after the load can fail.
with source_rows as (
    select count(*) as rows_read from source_measurements
),

accepted as (
    select
        count(case when preference = 1 then 1 end) as rows_staged,
        count(case when preference > 1 then 1 end) as rows_duplicate
    from ranked_measurements
),

rejected as (
    select count(*) as rows_rejected from rejected_measurements
),

locations as (
    select count(*) as locations_staged from stage_locations
)

select
    run.run_id,
    source_rows.rows_read,
    accepted.rows_staged,
    accepted.rows_duplicate,
    rejected.rows_rejected,
    locations.locations_staged
from run
cross join source_rows
cross join accepted
cross join rejected
cross join locations
