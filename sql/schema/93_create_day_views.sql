-- Creates the views of hours and of days, on which the others stand.
-- grain: the views. key: their names. inputs: fact_measurements and the tables of 86 to 89.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: a view that is replaced at every run would wait for whoever is reading it, and the daily run with it. A later
--      change of a view is a step that drops the views and calls this again.
--      Days are those of the city. at time zone is said twice, from UTC to an instant and from there to the local clock.
create or replace procedure openaq.create_day_views()
as $$
begin
  create view openaq.hourly_values as
  with clocked as (
    select
      facts.location_id,
      facts.city,
      facts.country,
      coalesce(cities.time_zone, 'UTC') as time_zone,
      facts.measurement_datetime,
      facts.measurement_datetime at time zone 'UTC' at time zone coalesce(cities.time_zone, 'UTC') as local_datetime,
      pollutants.pollutant,
      case pollutants.pollutant
        when 'pm25' then facts.pm25
        when 'pm10' then facts.pm10
        when 'o3' then facts.o3
        when 'no2' then facts.no2
        when 'so2' then facts.so2
        when 'co' then facts.co
      end as value_ug_m3
    from openaq.fact_measurements as facts
    left join openaq.dim_cities as cities on cities.city = facts.city
    cross join openaq.dim_pollutants as pollutants
  )
  select
    location_id,
    city,
    country,
    time_zone,
    pollutant,
    measurement_datetime,
    local_datetime,
    cast(local_datetime as date) as local_date,
    value_ug_m3
  from clocked
  where value_ug_m3 is not null;

  create view openaq.station_days as
  select
    location_id,
    city,
    country,
    time_zone,
    local_date,
    pollutant,
    cast(count(*) as integer) as hours,
    cast(least(100, 100.0 * count(*) / 24) as decimal(4, 1)) as completeness_percent,
    count(*) >= 18 as is_complete,
    case
      when count(*) >= 18 then cast(avg(cast(value_ug_m3 as double precision)) as decimal(10, 4))
    end as mean_ug_m3,
    cast(avg(cast(value_ug_m3 as double precision)) as decimal(10, 4)) as available_mean_ug_m3,
    min(value_ug_m3) as min_ug_m3,
    max(value_ug_m3) as max_ug_m3
  from openaq.hourly_values
  group by location_id, city, country, time_zone, local_date, pollutant;

  create view openaq.city_days as
  select
    city,
    country,
    time_zone,
    local_date,
    pollutant,
    cast(count(*) as integer) as stations,
    cast(sum(case when is_complete then 1 else 0 end) as integer) as complete_stations,
    cast(sum(hours) as integer) as hours,
    cast(avg(cast(completeness_percent as double precision)) as decimal(4, 1)) as completeness_percent,
    sum(case when is_complete then 1 else 0 end) > 0 as is_complete,
    cast(avg(cast(mean_ug_m3 as double precision)) as decimal(10, 4)) as mean_ug_m3,
    cast(avg(cast(available_mean_ug_m3 as double precision)) as decimal(10, 4)) as available_mean_ug_m3,
    min(min_ug_m3) as min_ug_m3,
    max(max_ug_m3) as max_ug_m3
  from openaq.station_days
  group by city, country, time_zone, local_date, pollutant;

  create view openaq.station_eight_hours as
  with shifts as (
    select 0 as hours_back union all select 1 union all select 2 union all select 3
    union all select 4 union all select 5 union all select 6 union all select 7
  ),
  shifted as (
    select
      location_id,
      city,
      country,
      time_zone,
      pollutant,
      case hours_back
        when 0 then measurement_datetime
        when 1 then measurement_datetime - interval '1 hour'
        when 2 then measurement_datetime - interval '2 hours'
        when 3 then measurement_datetime - interval '3 hours'
        when 4 then measurement_datetime - interval '4 hours'
        when 5 then measurement_datetime - interval '5 hours'
        when 6 then measurement_datetime - interval '6 hours'
        when 7 then measurement_datetime - interval '7 hours'
      end as period_start,
      value_ug_m3
    from openaq.hourly_values
    cross join shifts
    where pollutant in ('o3', 'co')
  )
  select
    location_id,
    city,
    country,
    time_zone,
    pollutant,
    period_start,
    period_start at time zone 'UTC' at time zone time_zone as local_period_start,
    cast(count(*) as integer) as hours,
    cast(avg(cast(value_ug_m3 as double precision)) as decimal(10, 4)) as mean_ug_m3
  from shifted
  group by location_id, city, country, time_zone, pollutant, period_start
  having count(*) >= 6;

  create view openaq.station_day_averages as
  with eight_hours as (
    select location_id, city, pollutant, cast(local_period_start as date) as local_date,
      max(mean_ug_m3) as max_mean_ug_m3
    from openaq.station_eight_hours
    group by location_id, city, pollutant, cast(local_period_start as date)
  ),
  averages as (
    select location_id, city, country, time_zone, local_date, pollutant, cast('24 h' as varchar(8)) as averaging,
      mean_ug_m3 as value_ug_m3, is_complete
    from openaq.station_days
    where is_complete
    union all
    select location_id, city, country, time_zone, local_date, pollutant, cast('1 h' as varchar(8)) as averaging,
      max_ug_m3 as value_ug_m3, is_complete
    from openaq.station_days
    union all
    select days.location_id, days.city, days.country, days.time_zone, days.local_date, days.pollutant,
      cast('8 h' as varchar(8)) as averaging, eight_hours.max_mean_ug_m3 as value_ug_m3, days.is_complete
    from openaq.station_days as days
    join eight_hours
      on eight_hours.location_id = days.location_id
      and eight_hours.city = days.city
      and eight_hours.pollutant = days.pollutant
      and eight_hours.local_date = days.local_date
  )
  select location_id, city, country, time_zone, local_date, pollutant, averaging, value_ug_m3, is_complete
  from averages;
end;
$$ language plpgsql;
