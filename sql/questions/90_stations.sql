-- Which stations report, whose are they, and how fresh are they?
-- A regulatory monitor and a low-cost sensor do not measure alike. station_freshness also has delay_hours, from the end of
-- the latest hour to the moment at which OpenAQ answered.
select
  fresh.location_id,
  fresh.location_name,
  stations.provider,
  case when stations.is_monitor then 'regulatory' when not stations.is_monitor then 'low-cost' else 'unknown' end as kind,
  fresh.latest_hour,
  fresh.hours
from openaq.station_freshness as fresh
join openaq.dim_locations as stations on stations.location_id = fresh.location_id
where fresh.hours > 0
order by fresh.city, fresh.location_id;
