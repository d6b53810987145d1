-- Grain:  one row per city and UTC date whose rows this run extracted and cannot find again. There must be none.
-- Inputs: answered_dates.
-- Why:    the job stops before it writes anything. A partition that the catalog lacks, an object that was deleted or put back to
--         an older version would otherwise withdraw facts that OpenAQ still has.
select
    partition_city,
    partition_date,
    row_count,
    own_rows
from answered_dates
where not is_superseded and own_rows <> row_count
