-- The rows of the window of a report that the transform refused.
-- grain: one row per city and reason. key: (city, reason).
-- inputs: rejected_measurements. re-run: reads only.
-- why: the city is the one of the partition, since a refused row may lack its own.
select
  replace(partition_city, '_', ' ') as city,
  reason,
  count(*) as refused_rows
from openaq.rejected_measurements
where partition_date >= cast(cast(:window_start as timestamp) as date)
  and partition_date < cast(cast(:window_end as timestamp) as date)
  and strpos(',' || cast(:cities as varchar(65535)) || ',', ',' || replace(partition_city, '_', ' ') || ',') > 0
group by replace(partition_city, '_', ' '), reason
order by city, reason;
