-- Which stations report, and how fresh are they?
-- delay_hours counts from the end of the latest hour to the moment at which OpenAQ answered.
select location_id, location_name, city, latest_hour, hours
from openaq.station_freshness
where hours > 0
order by city, location_id;
