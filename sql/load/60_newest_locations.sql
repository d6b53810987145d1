-- The newest state of each location that this run staged, cut to the widths of dim_locations.
-- grain: one row per location. key: location_id. inputs: stage_locations, this_run.
-- re-run: a temporary table, gone with the session.
-- why: an update from two rows of one location has no defined result. Extraction cuts names to 255 bytes. A longer name
--      came another way and keeps its first 63 characters, which fit at four bytes each.
create temp table newest_locations as
with staged as (
  select
    stage.location_id,
    case
      when octet_length(stage.location_name) > 255 then left(stage.location_name, 63)
      else stage.location_name
    end as location_name,
    stage.city,
    stage.country,
    stage.latitude,
    stage.longitude,
    stage.is_active,
    stage.extracted_at,
    stage.provider,
    stage.owner,
    stage.is_monitor,
    stage.time_zone,
    stage.licenses,
    stage.attribution,
    row_number() over (
      partition by stage.location_id
      order by stage.extracted_at desc, stage.city, stage.location_name
    ) as recency
  from openaq.stage_locations as stage
  inner join this_run
    on stage.run_id = this_run.run_id
)
select
  location_id,
  location_name,
  city,
  country,
  latitude,
  longitude,
  is_active,
  extracted_at,
  provider,
  owner,
  is_monitor,
  time_zone,
  licenses,
  attribution
from staged
where recency = 1;
