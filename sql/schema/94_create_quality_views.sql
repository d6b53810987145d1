-- Creates and describes the view of the values that something is known against.
-- grain: the view. key: its name. inputs: fact_measurements, rejected_measurements, location_days, dim_cities.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: as 93_create_day_views.sql. An hour without any value is refused, so why it has none is found among the refused
--      rows, of those of the answer that the facts are from. Neither engine makes rows of a text, hence the numbers of
--      its words, 10 times 10. 400 characters hold 37 words at most, the shortest having ten and a blank.
create or replace procedure openaq.create_quality_views()
as $$
begin
  create view openaq.flagged_values as
  with flagged as (
    select location_id, city, country, measurement_datetime, quality_flags, pm25, pm10, o3, no2, so2, co
    from openaq.fact_measurements
    where quality_flags is not null
    union all
    select rejected.location_id, cast(rejected.city as varchar(100)), cast(rejected.country as varchar(10)),
      rejected.measurement_datetime, rejected.quality_flags, null, null, null, null, null, null
    from openaq.rejected_measurements as rejected
    join openaq.location_days as days
      on days.location_id = rejected.location_id
      and days.measurement_date = rejected.partition_date
      and days.run_id = rejected.run_id
    where rejected.quality_flags is not null
  ),
  digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
  ),
  words as (
    select tens.digit * 10 + ones.digit + 1 as word from digits as tens cross join digits as ones
  ),
  tokens as (
    select flagged.*, split_part(flagged.quality_flags, ' ', words.word) as token
    from flagged
    cross join words
  ),
  parts as (
    select
      tokens.*,
      cast(split_part(token, ':', 1) as varchar(8)) as pollutant,
      cast(split_part(token, ':', 2) as varchar(100)) as flag
    from tokens
    where token <> ''
  )
  select
    parts.location_id,
    parts.city,
    parts.country,
    coalesce(cities.time_zone, 'UTC') as time_zone,
    parts.measurement_datetime,
    parts.measurement_datetime at time zone 'UTC' at time zone coalesce(cities.time_zone, 'UTC') as local_datetime,
    parts.pollutant,
    parts.flag,
    case parts.pollutant
      when 'pm25' then parts.pm25
      when 'pm10' then parts.pm10
      when 'o3' then parts.o3
      when 'no2' then parts.no2
      when 'so2' then parts.so2
      when 'co' then parts.co
    end as value_ug_m3
  from parts
  left join openaq.dim_cities as cities on cities.city = parts.city;

  comment on view openaq.flagged_values is 'Values that OpenAQ flags, and values that became null with the reason, a row for each flag.';
  comment on column openaq.flagged_values.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.flagged_values.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.flagged_values.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.flagged_values.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.flagged_values.measurement_datetime is 'Start of the hour in UTC. [fact_measurements.measurement_datetime]';
  comment on column openaq.flagged_values.local_datetime is 'Start of the hour on the clock of the city.';
  comment on column openaq.flagged_values.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.flagged_values.flag is 'flagged with the label of OpenAQ if known, or why the value is null. [fact_measurements.quality_flags]';
  comment on column openaq.flagged_values.value_ug_m3 is 'Value that is kept, null if none is. Beside a reason for null it is that of another sensor.';
end;
$$ language plpgsql;
