-- Measurements that the transform refused, each with its first reason.
-- grain: one row per refused source row. key: none, a refused row may lack every column that could be one.
-- inputs: the Glue job. The load removes the rows that a later run of the same city and day replaces.
-- re-run: does nothing when the table exists.
-- why: a refused row stays visible with the values as they were read, hence double precision and no limits.
create table if not exists openaq.rejected_measurements (
  run_id varchar(100) not null,
  reason varchar(64) not null,
  -- The partition in S3 that the row came from, the city as in the key, with _ for each space.
  partition_city varchar(100) not null,
  partition_date date not null,
  location_id integer,
  measurement_datetime timestamp,
  pm25 double precision,
  pm10 double precision,
  o3 double precision,
  no2 double precision,
  so2 double precision,
  co double precision,
  latitude double precision,
  longitude double precision,
  city varchar(400),
  country varchar(400),
  extracted_at timestamp
)
diststyle even
sortkey (partition_date);
