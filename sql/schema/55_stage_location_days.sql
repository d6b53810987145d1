-- Location-days that a run brings, between the Glue job and the load.
-- grain: one row per run, location and UTC date. key: (run_id, location_id, measurement_date).
-- inputs: the Glue job, which first deletes what an earlier attempt of the same run left.
-- re-run: does nothing when the table exists.
-- why: as stage_measurements. A day without any hour has its row too: it says that OpenAQ was asked and has nothing.
create table if not exists openaq.stage_location_days (
  location_id integer not null,
  measurement_date date not null,
  extracted_at timestamp not null,
  run_id varchar(100) not null
)
diststyle key
distkey (location_id)
sortkey (run_id);
