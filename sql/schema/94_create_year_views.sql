-- Creates the views of years and of their limits.
-- grain: the views. key: their names. inputs: station_days, air_quality_limits.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: as 93_create_day_views.sql. A mean of a winter is no mean of a year, so a year has a mean only where each of its
--      quarters has 75 percent of its days, as US EPA has it for the annual mean of PM2.5 (40 CFR part 50, appendix N,
--      4.1(b)) and here of every pollutant. A day counts by station_days. Years are those of the clock of the city.
create or replace procedure openaq.create_year_views()
as $$
begin
  create view openaq.station_years as
  with quarters as (
    select
      location_id,
      city,
      country,
      time_zone,
      pollutant,
      cast(extract(year from local_date) as integer) as local_year,
      cast(date_trunc('quarter', local_date) as date) as quarter_start,
      count(*) as days,
      sum(cast(mean_ug_m3 as double precision)) as sum_ug_m3
    from openaq.station_days
    where is_complete
    group by location_id, city, country, time_zone, pollutant,
      cast(extract(year from local_date) as integer), cast(date_trunc('quarter', local_date) as date)
  ),
  shares as (
    select
      quarters.*,
      100.0 * days / (cast(quarter_start + interval '3 months' as date) - quarter_start) as percent_of_days
    from quarters
  )
  select
    location_id,
    city,
    country,
    time_zone,
    local_year,
    pollutant,
    cast(sum(days) as integer) as days,
    cast(case when count(*) = 4 then min(percent_of_days) else 0 end as decimal(4, 1)) as least_quarter_percent,
    count(*) = 4 and min(percent_of_days) >= 75 as is_complete,
    case
      when count(*) = 4 and min(percent_of_days) >= 75 then cast(sum(sum_ug_m3) / sum(days) as decimal(10, 4))
    end as mean_ug_m3
  from shares
  group by location_id, city, country, time_zone, local_year, pollutant;

  create view openaq.station_limit_years as
  select
    years.location_id,
    years.city,
    years.country,
    years.time_zone,
    years.local_year,
    years.pollutant,
    years.days,
    years.mean_ug_m3,
    limits.standard,
    limits.limit_ug_m3,
    limits.year as limit_year,
    limits.source as limit_source,
    years.mean_ug_m3 > limits.limit_ug_m3 as is_exceeded,
    cast(
      cast(years.mean_ug_m3 as double precision) / cast(limits.limit_ug_m3 as double precision) as decimal(10, 2)
    ) as times_limit
  from openaq.station_years as years
  join openaq.air_quality_limits as limits
    on limits.pollutant = years.pollutant
    and limits.averaging = 'year'
  where years.is_complete;
end;
$$ language plpgsql;
