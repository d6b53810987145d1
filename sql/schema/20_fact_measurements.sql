-- Hourly air quality, what dashboards read.
-- grain: one row per location and hour.
-- key: (location_id, measurement_datetime). Redshift does not enforce it, the load keeps it true and the check proves it.
-- inputs: stage_measurements, through sql/load.
-- re-run: does nothing when the table exists. A changed column is a step of 95_migrate_schema.sql, never a new table.
-- why: the key is not declared unique. Redshift would not enforce it, but its planner would believe it, also in the very
--      query that proves it (https://docs.aws.amazon.com/redshift/latest/dg/t_Defining_constraints.html).
--      Distributed by location_id, because city would put two cities on at most two slices
--      (docs/adr/0004-distribution-key.md). Sorted by time, because every question has a time range.
create table if not exists openaq.fact_measurements (
  measurement_id bigint identity(1, 1) not null,
  location_id integer not null,
  -- START of the hour in UTC (OpenAQ stamps the end), so the date of this column is the partition in S3.
  measurement_datetime timestamp not null,
  -- All six in ug/m3. Null means not measured or not plausible, never zero.
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
  loaded_at timestamp default getdate(),
  -- The run that loaded the row last.
  run_id varchar(100) not null,
  primary key (measurement_id)
)
diststyle key
distkey (location_id)
sortkey (measurement_datetime);
