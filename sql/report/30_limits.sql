-- The limits of a day that a report draws.
-- grain: one row per standard and pollutant. key: (standard, pollutant).
-- inputs: air_quality_limits. re-run: reads only.
-- why: limits have one home, the warehouse, with their source and year.
select
  standard,
  pollutant,
  limit_ug_m3,
  year,
  source,
  note
from openaq.air_quality_limits
where averaging = '24 h'
order by pollutant, limit_ug_m3;
