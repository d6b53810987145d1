-- Adds the locations that the warehouse has not seen.
-- grain: one row per new location. key: location_id. inputs: newest_locations, dim_locations.
-- re-run: inserts nothing, the location is known by then.
-- why: update and insert instead of merge, the same two steps on every engine.
insert into openaq.dim_locations (
  location_id,
  location_name,
  city,
  country,
  latitude,
  longitude,
  is_active,
  created_at,
  updated_at,
  provider,
  owner,
  is_monitor,
  time_zone,
  licenses,
  attribution
)
select
  newest.location_id,
  newest.location_name,
  newest.city,
  newest.country,
  newest.latitude,
  newest.longitude,
  newest.is_active,
  newest.extracted_at,
  newest.extracted_at,
  newest.provider,
  newest.owner,
  newest.is_monitor,
  newest.time_zone,
  newest.licenses,
  newest.attribution
from newest_locations as newest
left join openaq.dim_locations as known
  on newest.location_id = known.location_id
where known.location_id is null;
