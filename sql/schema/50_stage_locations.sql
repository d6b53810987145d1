-- Locations between the Glue job and the load.
-- grain: one row per run and location. key: (run_id, location_id).
-- inputs: the Glue job, which first deletes what an earlier attempt of the same run left.
-- re-run: does nothing when the table exists.
-- why: as stage_measurements. The name is wider than in dim_locations (255 characters of up to four bytes), so that a
--      long name is shortened by the load instead of failing the whole run.
create table if not exists openaq.stage_locations (
  location_id integer not null,
  location_name varchar(1020),
  city varchar(100),
  country varchar(10),
  latitude decimal(10, 6),
  longitude decimal(10, 6),
  is_active boolean,
  extracted_at timestamp not null,
  run_id varchar(100) not null
)
diststyle all
sortkey (run_id);
