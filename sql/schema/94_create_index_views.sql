-- Creates the views that compare days with limits and give them the US EPA Air Quality Index.
-- grain: the views. key: their names. inputs: station_day_averages, air_quality_limits, aqi_breakpoints.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: as 93_create_day_views.sql. One hour above its limit is an exceedance also of a day that does not count, a day
--      below it is judged where it counts. The index follows EPA-454/B-24-002 of May 2024, part IV. The mean is cut to the
--      resolution of the rule and never rounded up, the index is linear between breakpoints and rounded, the day has
--      the highest index of its pollutants, the city that of its stations. Four decimals are kept before the cut, since
--      a gas that came as 53 ppb is stored as 99.7267 ug/m3, which is 52.99997 ppb.
create or replace procedure openaq.create_index_views()
as $$
begin
  create view openaq.station_limit_days as
  select
    averages.location_id,
    averages.city,
    averages.country,
    averages.time_zone,
    averages.local_date,
    averages.pollutant,
    averages.averaging,
    averages.value_ug_m3,
    limits.standard,
    limits.limit_ug_m3,
    limits.year as limit_year,
    limits.source as limit_source,
    averages.is_complete,
    averages.value_ug_m3 > limits.limit_ug_m3 as is_exceeded,
    cast(
      cast(averages.value_ug_m3 as double precision) / cast(limits.limit_ug_m3 as double precision) as decimal(10, 2)
    ) as times_limit
  from openaq.station_day_averages as averages
  join openaq.air_quality_limits as limits
    on limits.pollutant = averages.pollutant
    and limits.averaging = averages.averaging
  where averages.is_complete or averages.value_ug_m3 > limits.limit_ug_m3;

  create view openaq.exceedances as
  select
    location_id,
    city,
    country,
    time_zone,
    local_date,
    pollutant,
    averaging,
    value_ug_m3,
    is_complete,
    standard,
    limit_ug_m3,
    limit_year,
    limit_source,
    times_limit
  from openaq.station_limit_days
  where is_exceeded;

  create view openaq.station_aqi_subindices as
  with scales as (
    select distinct pollutant, averaging, ug_m3_per_unit, resolution
    from openaq.aqi_breakpoints
  ),
  cut as (
    select
      averages.location_id,
      averages.city,
      averages.country,
      averages.time_zone,
      averages.local_date,
      averages.pollutant,
      averages.averaging,
      averages.value_ug_m3,
      cast(
        floor(
          cast(
            cast(averages.value_ug_m3 as double precision)
            / (cast(scales.ug_m3_per_unit as double precision) * cast(scales.resolution as double precision))
            as decimal(14, 4)
          )
        ) * scales.resolution as decimal(10, 3)
      ) as concentration
    from openaq.station_day_averages as averages
    join scales on scales.pollutant = averages.pollutant and scales.averaging = averages.averaging
    where averages.is_complete
  )
  select
    cut.location_id,
    cut.city,
    cut.country,
    cut.time_zone,
    cut.local_date,
    cut.pollutant,
    cut.averaging,
    cut.value_ug_m3,
    cut.concentration,
    pieces.unit,
    cast(
      round(
        cast(
          pieces.index_low
          + cast(pieces.index_high - pieces.index_low as double precision)
          / cast(pieces.concentration_high - pieces.concentration_low as double precision)
          * cast(cut.concentration - pieces.concentration_low as double precision)
          as decimal(12, 6)
        ),
        0
      ) as integer
    ) as aqi,
    pieces.category,
    pieces.colour,
    pieces.year as aqi_year,
    pieces.source as aqi_source
  from cut
  join openaq.aqi_breakpoints as pieces
    on pieces.pollutant = cut.pollutant
    and pieces.averaging = cut.averaging
    and cut.concentration >= pieces.concentration_low
    and (cut.concentration <= pieces.concentration_high or pieces.is_last);

  create view openaq.station_aqi_days as
  with ranked as (
    select
      subindices.*,
      row_number() over (
        partition by subindices.location_id, subindices.city, subindices.local_date
        order by subindices.aqi desc, pollutants.position, subindices.averaging
      ) as place,
      count(*) over (partition by subindices.location_id, subindices.city, subindices.local_date) as subindices_compared
    from openaq.station_aqi_subindices as subindices
    join openaq.dim_pollutants as pollutants on pollutants.pollutant = subindices.pollutant
  )
  select
    location_id,
    city,
    country,
    time_zone,
    local_date,
    aqi,
    category,
    colour,
    pollutant as dominant_pollutant,
    averaging as dominant_averaging,
    value_ug_m3 as dominant_value_ug_m3,
    cast(subindices_compared as integer) as subindices_compared,
    aqi_year,
    aqi_source
  from ranked
  where place = 1;

  create view openaq.city_aqi_days as
  with ranked as (
    select
      days.*,
      row_number() over (
        partition by days.city, days.country, days.local_date order by days.aqi desc, days.location_id
      ) as place,
      count(*) over (partition by days.city, days.country, days.local_date) as stations
    from openaq.station_aqi_days as days
  )
  select
    city,
    country,
    time_zone,
    local_date,
    aqi,
    category,
    colour,
    dominant_pollutant,
    dominant_averaging,
    dominant_value_ug_m3,
    location_id as dominant_location_id,
    cast(stations as integer) as stations,
    aqi_year,
    aqi_source
  from ranked
  where place = 1;
end;
$$ language plpgsql;
