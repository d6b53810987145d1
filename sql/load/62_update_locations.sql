-- Brings the known locations up to date.
-- grain: one row per location. key: location_id. inputs: newest_locations.
-- re-run: changes nothing, the row is not newer than itself.
-- why: only when the staged row was read later, so that a run that loads late does not undo a newer one. created_at stays.
update openaq.dim_locations
set
  location_name = newest_locations.location_name,
  city = newest_locations.city,
  country = newest_locations.country,
  latitude = newest_locations.latitude,
  longitude = newest_locations.longitude,
  is_active = newest_locations.is_active,
  provider = newest_locations.provider,
  owner = newest_locations.owner,
  is_monitor = newest_locations.is_monitor,
  time_zone = newest_locations.time_zone,
  licenses = newest_locations.licenses,
  attribution = newest_locations.attribution,
  updated_at = newest_locations.extracted_at
from newest_locations
where dim_locations.location_id = newest_locations.location_id
  and newest_locations.extracted_at > dim_locations.updated_at;
