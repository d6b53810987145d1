-- Creates the views of usual hours and months, and of how fresh each station is.
-- grain: the views. key: their names. inputs: hourly_values, dim_locations, location_days, dim_cities.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: as 93_create_day_views.sql. A morning peak is at one hour for the people of a city and at another in UTC, so
--      each profile stands in both clocks. Freshness is measured against the moment at which OpenAQ answered, so that
--      the same warehouse gives the same figures tomorrow.
create or replace procedure openaq.create_profile_views()
as $$
begin
  create view openaq.city_hour_profiles as
  with both_clocks as (
    select city, country, time_zone, pollutant, cast('local' as varchar(8)) as clock, local_datetime as clock_time, value_ug_m3
    from openaq.hourly_values
    union all
    select city, country, time_zone, pollutant, cast('UTC' as varchar(8)) as clock, measurement_datetime as clock_time, value_ug_m3
    from openaq.hourly_values
  )
  select
    city,
    country,
    time_zone,
    pollutant,
    clock,
    cast(extract(hour from clock_time) as integer) as hour_of_day,
    count(*) as hours,
    cast(avg(cast(value_ug_m3 as double precision)) as decimal(10, 4)) as mean_ug_m3,
    min(value_ug_m3) as min_ug_m3,
    max(value_ug_m3) as max_ug_m3
  from both_clocks
  group by city, country, time_zone, pollutant, clock, cast(extract(hour from clock_time) as integer);

  create view openaq.city_month_profiles as
  with both_clocks as (
    select city, country, time_zone, pollutant, cast('local' as varchar(8)) as clock, local_datetime as clock_time, value_ug_m3
    from openaq.hourly_values
    union all
    select city, country, time_zone, pollutant, cast('UTC' as varchar(8)) as clock, measurement_datetime as clock_time, value_ug_m3
    from openaq.hourly_values
  )
  select
    city,
    country,
    time_zone,
    pollutant,
    clock,
    cast(extract(month from clock_time) as integer) as month_of_year,
    cast(count(distinct extract(year from clock_time)) as integer) as years,
    count(*) as hours,
    cast(avg(cast(value_ug_m3 as double precision)) as decimal(10, 4)) as mean_ug_m3,
    min(value_ug_m3) as min_ug_m3,
    max(value_ug_m3) as max_ug_m3
  from both_clocks
  group by city, country, time_zone, pollutant, clock, cast(extract(month from clock_time) as integer);

  create view openaq.station_freshness as
  with measured as (
    select
      location_id,
      min(measurement_datetime) as first_hour,
      max(measurement_datetime) as latest_hour,
      count(*) as hours
    from openaq.fact_measurements
    group by location_id
  ),
  answered as (
    select location_id, max(extracted_at) as answered_at
    from openaq.location_days
    group by location_id
  )
  select
    locations.location_id,
    locations.location_name,
    locations.city,
    locations.country,
    coalesce(cities.time_zone, 'UTC') as time_zone,
    measured.first_hour,
    measured.latest_hour,
    measured.latest_hour at time zone 'UTC' at time zone coalesce(cities.time_zone, 'UTC') as local_latest_hour,
    coalesce(measured.hours, 0) as hours,
    answered.answered_at,
    cast(
      (extract(epoch from answered.answered_at) - extract(epoch from measured.latest_hour)) / 3600.0 - 1
      as decimal(12, 1)
    ) as hours_behind
  from openaq.dim_locations as locations
  left join openaq.dim_cities as cities on cities.city = locations.city
  left join measured on measured.location_id = locations.location_id
  left join answered on answered.location_id = locations.location_id;
end;
$$ language plpgsql;
