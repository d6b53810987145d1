-- Describes the views of years and of their limits.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: as 94_describe_day_views.sql.
create or replace procedure openaq.describe_year_views()
as $$
begin
  comment on view openaq.station_years is 'Calendar years of each station and pollutant, with a mean where the year is complete.';
  comment on column openaq.station_years.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_years.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_years.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_years.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_years.local_year is 'Year on the clock of the city.';
  comment on column openaq.station_years.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_years.days is 'Days that count.';
  comment on column openaq.station_years.least_quarter_percent is 'Days that count of the quarter with fewest, in percent of its days, 0 where a quarter has none.';
  comment on column openaq.station_years.is_complete is 'Whether the year counts, from 75 percent of the days of each quarter.';
  comment on column openaq.station_years.mean_ug_m3 is 'Mean of the days of a year that counts, ug/m3, null for another.';

  comment on view openaq.station_limit_years is 'Complete years beside every limit of an annual mean, exceeded or not.';
  comment on column openaq.station_limit_years.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_limit_years.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_limit_years.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_limit_years.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_limit_years.local_year is 'Year on the clock of the city. [station_years.local_year]';
  comment on column openaq.station_limit_years.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_limit_years.days is 'Days that count. [station_years.days]';
  comment on column openaq.station_limit_years.mean_ug_m3 is 'Mean of the year, ug/m3. [station_years.mean_ug_m3]';
  comment on column openaq.station_limit_years.standard is 'Standard with its year in the name. [air_quality_limits.standard]';
  comment on column openaq.station_limit_years.limit_ug_m3 is 'Limit, ug/m3. [air_quality_limits.limit_ug_m3]';
  comment on column openaq.station_limit_years.limit_year is 'Year of the standard. [air_quality_limits.year]';
  comment on column openaq.station_limit_years.limit_source is 'Publication of the limit. [air_quality_limits.source]';
  comment on column openaq.station_limit_years.is_exceeded is 'Whether the mean is above the limit.';
  comment on column openaq.station_limit_years.times_limit is 'Mean divided by the limit.';
end;
$$ language plpgsql;
