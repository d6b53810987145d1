-- How new the facts of each city are.
-- grain: one row per city that has a fact. key: city. inputs: fact_measurements.
-- re-run: reads only.
-- why: openaq status shows what Looker can show. Cities that have no fact are added there, by the configuration.
select
  city,
  max(measurement_datetime) as latest_hour,
  count(*) as facts
from openaq.fact_measurements
group by city
order by city;
