-- The measuring locations, joined to the facts by location_id.
-- grain: one row per location. key: location_id, kept unique by the load.
-- inputs: stage_locations, through sql/load.
-- re-run: does nothing when the table exists.
-- why: some hundred rows, joined in every query, hence a copy on every node.
create table if not exists openaq.dim_locations (
  location_id integer not null,
  -- Bytes, not characters: a Vietnamese letter takes up to three, and the load shortens what does not fit.
  location_name varchar(255),
  city varchar(100),
  country varchar(10),
  latitude decimal(10, 6),
  longitude decimal(10, 6),
  is_active boolean default true,
  -- When OpenAQ was read for the first time and for the newest state of this location (UTC).
  created_at timestamp not null,
  updated_at timestamp not null,
  primary key (location_id)
)
diststyle all
sortkey (location_id);
