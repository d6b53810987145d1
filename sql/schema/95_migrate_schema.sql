-- The steps from the first schema to the newest, each done once.
-- grain: a step. key: its number. inputs: schema_migrations.
-- re-run: replaces the procedure by itself.
-- why: the files before this one create the tables of version 0.1.0 and those that came whole later, and this adds what
--      changed in between, so that a new warehouse and an old one take the same way. A procedure, because neither
--      Redshift nor the Data API has another if. Redshift adds one column a statement and has no if not exists there
--      (https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html). New columns stand last, since the rows
--      of Glue come by position. Views and grants stay as they are, because no table is made anew.
create or replace procedure openaq.migrate_schema()
as $$
declare
  newest integer;
begin
  select into newest coalesce(max(step), 0) from openaq.schema_migrations;
  if newest < 1 then
    alter table openaq.stage_counts add column rows_superseded bigint default 0 not null;
    alter table openaq.stage_counts add column rows_adopted bigint default 0 not null;
    -- Rows of this run that a newer extraction of another run has replaced in the lake, and rows read in their place.
    alter table openaq.load_audit add column rows_superseded bigint default 0 not null;
    alter table openaq.load_audit add column rows_adopted bigint default 0 not null;
    -- Staged rows left out because the warehouse holds a newer answer, and facts that the answer no longer has.
    alter table openaq.load_audit add column rows_outdated bigint default 0 not null;
    alter table openaq.load_audit add column rows_withdrawn bigint default 0 not null;
    -- Hours that OpenAQ gives without a value.
    alter table openaq.load_audit add column values_missing bigint default 0 not null;
    -- Names with the reason, joined by commas, empty when every city has data.
    alter table openaq.load_audit add column cities_without_data varchar(65535) default '' not null;
    -- Of loaded, passed and failed. Loaded is a run whose check has not spoken.
    alter table openaq.load_audit add column status varchar(16) default 'loaded' not null;
    -- What the check said, the broken equation of a failed run.
    alter table openaq.load_audit add column detail varchar(65535);
    insert into openaq.location_days (location_id, measurement_date, extracted_at, run_id)
    select location_id, cast(measurement_datetime as date), max(extracted_at), max(run_id)
    from openaq.fact_measurements
    where extracted_at is not null
    group by location_id, cast(measurement_datetime as date);
    insert into openaq.schema_migrations (step, name) values (1, 'newest answer');
  end if;
  if newest < 2 then
    call openaq.fill_references();
    call openaq.create_day_views();
    call openaq.create_index_views();
    call openaq.create_profile_views();
    insert into openaq.schema_migrations (step, name) values (2, 'analyst views');
  end if;
  if newest < 3 then
    call openaq.describe_tables();
    call openaq.describe_stages();
    call openaq.describe_references();
    call openaq.describe_day_views();
    call openaq.describe_index_views();
    call openaq.describe_profile_views();
    insert into openaq.schema_migrations (step, name) values (3, 'comments');
  end if;
  if newest < 4 then
    alter table openaq.dim_cities add column display_name varchar(255);
    update openaq.dim_cities set display_name = city;
    comment on column openaq.dim_cities.display_name is 'Name to show, in any script, by default the city itself. [cdk.json cities.displayName]';
    insert into openaq.schema_migrations (step, name) values (4, 'display names');
  end if;
  if newest < 5 then
    alter table openaq.stage_locations add column provider varchar(1020);
    alter table openaq.stage_locations add column owner varchar(1020);
    alter table openaq.stage_locations add column is_monitor boolean;
    alter table openaq.stage_locations add column time_zone varchar(256);
    alter table openaq.stage_locations add column licenses varchar(4000);
    alter table openaq.stage_locations add column attribution varchar(4000);
    alter table openaq.dim_locations add column provider varchar(1020);
    alter table openaq.dim_locations add column owner varchar(1020);
    alter table openaq.dim_locations add column is_monitor boolean;
    alter table openaq.dim_locations add column time_zone varchar(256);
    alter table openaq.dim_locations add column licenses varchar(4000);
    alter table openaq.dim_locations add column attribution varchar(4000);
    comment on column openaq.stage_locations.provider is 'As in dim_locations.';
    comment on column openaq.stage_locations.owner is 'As in dim_locations.';
    comment on column openaq.stage_locations.is_monitor is 'As in dim_locations.';
    comment on column openaq.stage_locations.time_zone is 'As in dim_locations.';
    comment on column openaq.stage_locations.licenses is 'As in dim_locations.';
    comment on column openaq.stage_locations.attribution is 'As in dim_locations.';
    comment on column openaq.dim_locations.provider is 'Who gives the data to OpenAQ. [/v3/locations provider.name]';
    comment on column openaq.dim_locations.owner is 'Whose station it is. [/v3/locations owner.name]';
    comment on column openaq.dim_locations.is_monitor is 'Whether it is a regulatory monitor, false for a low-cost sensor, null if unknown. [/v3/locations isMonitor]';
    comment on column openaq.dim_locations.time_zone is 'IANA time zone of the station. [/v3/locations timezone]';
    comment on column openaq.dim_locations.licenses is 'Licences that held when OpenAQ was asked, joined by semicolons, null if none is known. [/v3/locations licenses.name]';
    comment on column openaq.dim_locations.attribution is 'Whom these licences ask to name, as name (url), joined by semicolons. [/v3/locations licenses.attribution]';
    insert into openaq.schema_migrations (step, name) values (5, 'sources of locations');
  end if;
  if newest < 6 then
    call openaq.create_year_views();
    call openaq.describe_year_views();
    insert into openaq.schema_migrations (step, name) values (6, 'year views');
  end if;
  if newest < 7 then
    alter table openaq.stage_measurements add column quality_flags varchar(1600);
    alter table openaq.rejected_measurements add column quality_flags varchar(1600);
    alter table openaq.fact_measurements add column quality_flags varchar(1600);
    comment on column openaq.stage_measurements.quality_flags is 'As in fact_measurements.';
    comment on column openaq.rejected_measurements.quality_flags is 'As in fact_measurements.';
    comment on column openaq.fact_measurements.quality_flags is 'What is known against the values, as pollutant, colon and flag, joined by blanks, null if nothing. A flag is flagged, with the label of OpenAQ if known, or why a value is null. [/v3/sensors/{id}/hours flagInfo.hasFlags]';
    call openaq.create_quality_views();
    insert into openaq.schema_migrations (step, name) values (7, 'quality flags');
  end if;
  if newest < 8 then
    alter table openaq.stage_counts add column engine varchar(64);
    -- Null where nothing was noted, by the runs of earlier versions.
    alter table openaq.load_audit add column engine varchar(64);
    alter table openaq.load_audit add column version varchar(64);
    alter table openaq.load_audit add column values_changed bigint;
    alter table openaq.load_audit add column fact_digest varchar(16);
    comment on column openaq.stage_counts.engine is 'As in load_audit.';
    comment on column openaq.load_audit.engine is 'What ran the transform, spark or duckdb with its version, null for a run of an earlier version.';
    comment on column openaq.load_audit.version is 'Version of this pipeline, null for a run of an earlier one.';
    comment on column openaq.load_audit.values_changed is 'Values of a location, an hour and a pollutant that the load made others than before: new, corrected and withdrawn ones. 0 for a run that brought nothing new, null for a run of an earlier version.';
    comment on column openaq.load_audit.fact_digest is 'Digest of the facts in the window and the cities of the run after its load, null for a run of an earlier version. Equal facts have the same, whichever run loaded them.';
    insert into openaq.schema_migrations (step, name) values (8, 'what a run changed');
  end if;
end;
$$ language plpgsql;
