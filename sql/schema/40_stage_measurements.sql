-- Checked and de-duplicated measurements between the Glue job and the load.
-- grain: one row per run, location and hour. key: (run_id, location_id, measurement_datetime).
-- inputs: the Glue job, which first deletes what an earlier attempt of the same run left.
-- re-run: does nothing when the table exists.
-- why: a permanent table, since Glue and the Data API are two sessions. Every row carries its run, so that two runs
--      at once never see each other. Distributed like the fact, so that the load joins without moving rows.
create table if not exists openaq.stage_measurements (
  location_id integer not null,
  measurement_datetime timestamp not null,
  pm25 decimal(10, 4),
  pm10 decimal(10, 4),
  o3 decimal(10, 4),
  no2 decimal(10, 4),
  so2 decimal(10, 4),
  co decimal(10, 4),
  latitude decimal(10, 6),
  longitude decimal(10, 6),
  city varchar(100),
  country varchar(10),
  extracted_at timestamp,
  run_id varchar(100) not null
)
diststyle key
distkey (location_id)
sortkey (run_id);
