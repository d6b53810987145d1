-- Describes the tables that hold what OpenAQ measured and what the runs did.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: docs/data-dictionary.md and every SQL tool show these comments, so they have no other home. What a value comes
--      from stands in brackets, a path of OpenAQ or a column.
create or replace procedure openaq.describe_tables()
as $$
begin
  comment on table openaq.fact_measurements is 'Hourly air quality, a row for each location and hour.';
  comment on column openaq.fact_measurements.measurement_id is 'Number of the row.';
  comment on column openaq.fact_measurements.location_id is 'Location. [/v3/locations id]';
  comment on column openaq.fact_measurements.measurement_datetime is 'Start of the hour in UTC. OpenAQ stamps its end. [/v3/sensors/{id}/hours period.datetimeFrom.utc]';
  comment on column openaq.fact_measurements.pm25 is 'PM2.5, mean of the hour, ug/m3, null where not measured or not plausible. [/v3/sensors/{id}/hours summary.avg, else value]';
  comment on column openaq.fact_measurements.pm10 is 'PM10, mean of the hour, ug/m3, null where not measured or not plausible. [/v3/sensors/{id}/hours summary.avg, else value]';
  comment on column openaq.fact_measurements.o3 is 'Ozone, mean of the hour, ug/m3, null where not measured or not plausible. [/v3/sensors/{id}/hours summary.avg, else value]';
  comment on column openaq.fact_measurements.no2 is 'Nitrogen dioxide, mean of the hour, ug/m3, null where not measured or not plausible. [/v3/sensors/{id}/hours summary.avg, else value]';
  comment on column openaq.fact_measurements.so2 is 'Sulphur dioxide, mean of the hour, ug/m3, null where not measured or not plausible. [/v3/sensors/{id}/hours summary.avg, else value]';
  comment on column openaq.fact_measurements.co is 'Carbon monoxide, mean of the hour, ug/m3, null where not measured or not plausible. [/v3/sensors/{id}/hours summary.avg, else value]';
  comment on column openaq.fact_measurements.latitude is 'Degrees north, WGS84. [/v3/locations coordinates.latitude]';
  comment on column openaq.fact_measurements.longitude is 'Degrees east, WGS84. [/v3/locations coordinates.longitude]';
  comment on column openaq.fact_measurements.city is 'City as configured, since no location of OpenAQ names one. [cdk.json cities.name]';
  comment on column openaq.fact_measurements.country is 'Country of the city, ISO 3166-1 alpha-2. [cdk.json cities.country]';
  comment on column openaq.fact_measurements.extracted_at is 'When OpenAQ was asked, UTC.';
  comment on column openaq.fact_measurements.loaded_at is 'When the row was loaded, UTC.';
  comment on column openaq.fact_measurements.run_id is 'Run that loaded the row.';

  comment on table openaq.dim_locations is 'Measuring locations, a row for each.';
  comment on column openaq.dim_locations.location_id is 'Location. [/v3/locations id]';
  comment on column openaq.dim_locations.location_name is 'Name on one line, at most 255 bytes. [/v3/locations name]';
  comment on column openaq.dim_locations.city is 'City as configured, since no location of OpenAQ names one. [cdk.json cities.name]';
  comment on column openaq.dim_locations.country is 'Country of the city, ISO 3166-1 alpha-2. [cdk.json cities.country]';
  comment on column openaq.dim_locations.latitude is 'Degrees north, WGS84. [/v3/locations coordinates.latitude]';
  comment on column openaq.dim_locations.longitude is 'Degrees east, WGS84. [/v3/locations coordinates.longitude]';
  comment on column openaq.dim_locations.is_active is 'Whether it reported within 30 days before OpenAQ was asked. [/v3/locations datetimeLast.utc]';
  comment on column openaq.dim_locations.created_at is 'When OpenAQ was first asked about it, UTC.';
  comment on column openaq.dim_locations.updated_at is 'When OpenAQ gave its newest state, UTC.';

  comment on table openaq.location_days is 'Which answer the facts of a location and UTC date are from.';
  comment on column openaq.location_days.location_id is 'Location. [/v3/locations id]';
  comment on column openaq.location_days.measurement_date is 'UTC date.';
  comment on column openaq.location_days.extracted_at is 'When the answer was complete, UTC.';
  comment on column openaq.location_days.run_id is 'Run that loaded it.';

  comment on table openaq.rejected_measurements is 'Rows that the transform refused, each with its first reason, as they were read.';
  comment on column openaq.rejected_measurements.run_id is 'Run that read the row.';
  comment on column openaq.rejected_measurements.reason is 'First rule that the row breaks.';
  comment on column openaq.rejected_measurements.partition_city is 'City in the key in S3, with _ for each space.';
  comment on column openaq.rejected_measurements.partition_date is 'UTC date in the key in S3.';
  comment on column openaq.rejected_measurements.location_id is 'Location. [/v3/locations id]';
  comment on column openaq.rejected_measurements.measurement_datetime is 'Start of the hour in UTC. OpenAQ stamps its end. [/v3/sensors/{id}/hours period.datetimeFrom.utc]';
  comment on column openaq.rejected_measurements.pm25 is 'PM2.5 as it was read, ug/m3.';
  comment on column openaq.rejected_measurements.pm10 is 'PM10 as it was read, ug/m3.';
  comment on column openaq.rejected_measurements.o3 is 'Ozone as it was read, ug/m3.';
  comment on column openaq.rejected_measurements.no2 is 'Nitrogen dioxide as it was read, ug/m3.';
  comment on column openaq.rejected_measurements.so2 is 'Sulphur dioxide as it was read, ug/m3.';
  comment on column openaq.rejected_measurements.co is 'Carbon monoxide as it was read, ug/m3.';
  comment on column openaq.rejected_measurements.latitude is 'Degrees north, WGS84. [/v3/locations coordinates.latitude]';
  comment on column openaq.rejected_measurements.longitude is 'Degrees east, WGS84. [/v3/locations coordinates.longitude]';
  comment on column openaq.rejected_measurements.city is 'City as it was read.';
  comment on column openaq.rejected_measurements.country is 'Country as it was read.';
  comment on column openaq.rejected_measurements.extracted_at is 'When OpenAQ was asked, UTC.';

  comment on table openaq.load_audit is 'What each run did, a row for each that loaded.';
  comment on column openaq.load_audit.run_id is 'The run.';
  comment on column openaq.load_audit.window_start is 'Start of the window, UTC, included.';
  comment on column openaq.load_audit.window_end is 'End of the window, UTC, not included.';
  comment on column openaq.load_audit.cities is 'Cities of the run, joined by commas.';
  comment on column openaq.load_audit.rows_extracted is 'Rows that extraction wrote to S3, or left there of days that it did not ask for.';
  comment on column openaq.load_audit.rows_read is 'Rows that the Glue job read.';
  comment on column openaq.load_audit.rows_staged is 'Rows that it wrote to the staging table.';
  comment on column openaq.load_audit.rows_duplicate is 'Rows of a key that another row has.';
  comment on column openaq.load_audit.rows_rejected is 'Rows that broke a rule, kept in rejected_measurements.';
  comment on column openaq.load_audit.rows_loaded is 'Rows that are in the facts after the load.';
  comment on column openaq.load_audit.rows_replaced is 'Facts whose place the rows of the run took.';
  comment on column openaq.load_audit.values_nulled is 'Values that extraction turned into null, since they are fill codes or not plausible.';
  comment on column openaq.load_audit.requests is 'Requests sent to OpenAQ.';
  comment on column openaq.load_audit.started_at is 'When the run began, UTC.';
  comment on column openaq.load_audit.loaded_at is 'When it loaded, UTC.';
  comment on column openaq.load_audit.rows_superseded is 'Rows of this run that a newer extraction replaced in the lake.';
  comment on column openaq.load_audit.rows_adopted is 'Rows of other runs read in their place.';
  comment on column openaq.load_audit.rows_outdated is 'Staged rows left out, since the warehouse holds a newer answer.';
  comment on column openaq.load_audit.rows_withdrawn is 'Facts that the newest answer no longer has.';
  comment on column openaq.load_audit.values_missing is 'Hours that OpenAQ gives without a value.';
  comment on column openaq.load_audit.cities_without_data is 'Cities without data, each with the reason, joined by commas.';
  comment on column openaq.load_audit.status is 'loaded, passed or failed.';
  comment on column openaq.load_audit.detail is 'What the check of the load said.';

  comment on table openaq.schema_migrations is 'Steps by which this warehouse came to its schema.';
  comment on column openaq.schema_migrations.step is 'Number of the step.';
  comment on column openaq.schema_migrations.name is 'What it brought.';
  comment on column openaq.schema_migrations.applied_at is 'When it was done, UTC.';
end;
$$ language plpgsql;
