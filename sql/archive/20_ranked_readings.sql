-- Grain:  one row per measured line.
-- Key:    (sensor_id, period_end) identifies a reading, as in OpenAQ's table of measurements; preference 1 is the one to keep.
-- Inputs: judged_lines.
-- Why:    a file that is written again may leave lines twice. Of lines that differ the greatest value is kept, whatever the order
--         of files, so that a re-run chooses the same.
select
    city,
    location_id,
    sensor_id,
    parameter,
    unit,
    value,
    hour_start,
    row_number() over (
        partition by sensor_id, period_end
        order by value desc nulls last, parameter asc, unit asc, location_id asc
    ) as preference
from judged_lines
where outcome = 'measured'
