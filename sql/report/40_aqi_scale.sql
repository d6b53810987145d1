-- The categories of the US EPA Air Quality Index of PM2.5, the legend of a calendar.
-- grain: one row per piece of the index. key: index_low.
-- inputs: aqi_breakpoints. re-run: reads only.
-- why: breakpoints and colours have one home, the warehouse, with their source and year.
select
  category,
  colour,
  index_low,
  index_high,
  concentration_low,
  concentration_high,
  is_last,
  year,
  source
from openaq.aqi_breakpoints
where pollutant = 'pm25'
order by index_low;
