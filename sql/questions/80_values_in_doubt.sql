-- Which values are in doubt, and why?
-- What OpenAQ flags is kept, with the label that it gives; a value that is no reading is null and has its reason.
select city, measurement_datetime, pollutant, flag, value_ug_m3
from openaq.flagged_values
order by city, measurement_datetime, pollutant;
