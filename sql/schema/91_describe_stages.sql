-- Describes the tables between the Glue job and the load.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: docs/data-dictionary.md and every SQL tool show these comments, so they have no other home. What a value comes
--      from stands in brackets, a path of OpenAQ or a column.
create or replace procedure openaq.describe_stages()
as $$
begin
  comment on table openaq.stage_measurements is 'Checked measurements on their way into the facts, empty between runs.';
  comment on column openaq.stage_measurements.location_id is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.measurement_datetime is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.pm25 is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.pm10 is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.o3 is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.no2 is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.so2 is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.co is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.latitude is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.longitude is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.city is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.country is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.extracted_at is 'As in fact_measurements.';
  comment on column openaq.stage_measurements.run_id is 'Run that staged the row.';

  comment on table openaq.stage_locations is 'Locations on their way into dim_locations, empty between runs.';
  comment on column openaq.stage_locations.location_id is 'As in dim_locations.';
  comment on column openaq.stage_locations.location_name is 'Name, shortened by the load to 255 bytes.';
  comment on column openaq.stage_locations.city is 'As in dim_locations.';
  comment on column openaq.stage_locations.country is 'As in dim_locations.';
  comment on column openaq.stage_locations.latitude is 'As in dim_locations.';
  comment on column openaq.stage_locations.longitude is 'As in dim_locations.';
  comment on column openaq.stage_locations.is_active is 'As in dim_locations.';
  comment on column openaq.stage_locations.extracted_at is 'When OpenAQ was asked, UTC.';
  comment on column openaq.stage_locations.run_id is 'Run that staged the row.';

  comment on table openaq.stage_location_days is 'Location-days that a run brings, empty between runs.';
  comment on column openaq.stage_location_days.location_id is 'As in location_days.';
  comment on column openaq.stage_location_days.measurement_date is 'UTC date.';
  comment on column openaq.stage_location_days.extracted_at is 'When the answer was complete, UTC.';
  comment on column openaq.stage_location_days.run_id is 'Run that staged the row.';

  comment on table openaq.stage_counts is 'What the Glue job counted, until the load copies it into load_audit.';
  comment on column openaq.stage_counts.run_id is 'Run that staged the row.';
  comment on column openaq.stage_counts.rows_read is 'Rows that the Glue job read.';
  comment on column openaq.stage_counts.rows_staged is 'Rows that it wrote to the staging table.';
  comment on column openaq.stage_counts.rows_duplicate is 'Rows of a key that another row has.';
  comment on column openaq.stage_counts.rows_rejected is 'Rows that broke a rule, kept in rejected_measurements.';
  comment on column openaq.stage_counts.locations_staged is 'Locations that it wrote.';
  comment on column openaq.stage_counts.rows_superseded is 'Rows of this run that a newer extraction replaced in the lake.';
  comment on column openaq.stage_counts.rows_adopted is 'Rows of other runs read in their place.';
end;
$$ language plpgsql;
