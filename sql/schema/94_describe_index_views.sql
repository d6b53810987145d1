-- Describes the views of limits and of the index.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: docs/data-dictionary.md and every SQL tool show these comments, so they have no other home. What a value comes
--      from stands in brackets, a path of OpenAQ or a column.
create or replace procedure openaq.describe_index_views()
as $$
begin
  comment on view openaq.station_limit_days is 'Complete days beside every limit of the same averaging time, exceeded or not, and other days with an exceedance.';
  comment on column openaq.station_limit_days.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_limit_days.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_limit_days.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_limit_days.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_limit_days.local_date is 'Date on the clock of the city.';
  comment on column openaq.station_limit_days.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_limit_days.averaging is '1 h, 8 h or 24 h, the highest of the day for 1 h and 8 h.';
  comment on column openaq.station_limit_days.value_ug_m3 is 'Concentration, ug/m3.';
  comment on column openaq.station_limit_days.standard is 'Standard with its year in the name. [air_quality_limits.standard]';
  comment on column openaq.station_limit_days.limit_ug_m3 is 'Limit, ug/m3. [air_quality_limits.limit_ug_m3]';
  comment on column openaq.station_limit_days.limit_year is 'Year of the standard. [air_quality_limits.year]';
  comment on column openaq.station_limit_days.limit_source is 'Publication of the limit. [air_quality_limits.source]';
  comment on column openaq.station_limit_days.is_complete is 'Whether the day counts, from 18 of 24 hours. [station_days.is_complete]';
  comment on column openaq.station_limit_days.is_exceeded is 'Whether the value is above the limit.';
  comment on column openaq.station_limit_days.times_limit is 'Value divided by the limit.';

  comment on view openaq.exceedances is 'Days of stations above a limit. A day is an exceedance, not yet a breach.';
  comment on column openaq.exceedances.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.exceedances.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.exceedances.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.exceedances.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.exceedances.local_date is 'Date on the clock of the city.';
  comment on column openaq.exceedances.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.exceedances.averaging is '1 h, 8 h or 24 h, the highest of the day for 1 h and 8 h.';
  comment on column openaq.exceedances.value_ug_m3 is 'Concentration, ug/m3.';
  comment on column openaq.exceedances.is_complete is 'Whether the day counts, from 18 of 24 hours. [station_days.is_complete]';
  comment on column openaq.exceedances.standard is 'Standard with its year in the name. [air_quality_limits.standard]';
  comment on column openaq.exceedances.limit_ug_m3 is 'Limit, ug/m3. [air_quality_limits.limit_ug_m3]';
  comment on column openaq.exceedances.limit_year is 'Year of the standard. [air_quality_limits.year]';
  comment on column openaq.exceedances.limit_source is 'Publication of the limit. [air_quality_limits.source]';
  comment on column openaq.exceedances.times_limit is 'Value divided by the limit.';

  comment on view openaq.station_aqi_subindices is 'US EPA AQI of each complete day, station, pollutant and averaging time.';
  comment on column openaq.station_aqi_subindices.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_aqi_subindices.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_aqi_subindices.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_aqi_subindices.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_aqi_subindices.local_date is 'Date on the clock of the city.';
  comment on column openaq.station_aqi_subindices.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_aqi_subindices.averaging is '1 h, 8 h or 24 h, the highest of the day for 1 h and 8 h.';
  comment on column openaq.station_aqi_subindices.value_ug_m3 is 'Concentration, ug/m3.';
  comment on column openaq.station_aqi_subindices.concentration is 'Value in the unit of the rule, cut to its resolution.';
  comment on column openaq.station_aqi_subindices.unit is 'Unit of the rule. [aqi_breakpoints.unit]';
  comment on column openaq.station_aqi_subindices.aqi is 'US EPA Air Quality Index, 0 to 500 and beyond.';
  comment on column openaq.station_aqi_subindices.category is 'Category of the index. [aqi_breakpoints.category]';
  comment on column openaq.station_aqi_subindices.colour is 'Colour of the category, never to be shown alone. [aqi_breakpoints.colour]';
  comment on column openaq.station_aqi_subindices.aqi_year is 'Year of the breakpoints. [aqi_breakpoints.year]';
  comment on column openaq.station_aqi_subindices.aqi_source is 'Publication of the breakpoints. [aqi_breakpoints.source]';

  comment on view openaq.station_aqi_days is 'US EPA AQI of each complete day and station, the highest of its pollutants.';
  comment on column openaq.station_aqi_days.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_aqi_days.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_aqi_days.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_aqi_days.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_aqi_days.local_date is 'Date on the clock of the city.';
  comment on column openaq.station_aqi_days.aqi is 'US EPA Air Quality Index, 0 to 500 and beyond.';
  comment on column openaq.station_aqi_days.category is 'Category of the index. [aqi_breakpoints.category]';
  comment on column openaq.station_aqi_days.colour is 'Colour of the category, never to be shown alone. [aqi_breakpoints.colour]';
  comment on column openaq.station_aqi_days.dominant_pollutant is 'Pollutant with the highest index of the day.';
  comment on column openaq.station_aqi_days.dominant_averaging is 'Averaging time of the highest index.';
  comment on column openaq.station_aqi_days.dominant_value_ug_m3 is 'Concentration behind the highest index, ug/m3.';
  comment on column openaq.station_aqi_days.subindices_compared is 'Indices of which it is the highest.';
  comment on column openaq.station_aqi_days.aqi_year is 'Year of the breakpoints. [aqi_breakpoints.year]';
  comment on column openaq.station_aqi_days.aqi_source is 'Publication of the breakpoints. [aqi_breakpoints.source]';

  comment on view openaq.city_aqi_days is 'US EPA AQI of each day and city, the highest of its stations.';
  comment on column openaq.city_aqi_days.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.city_aqi_days.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.city_aqi_days.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.city_aqi_days.local_date is 'Date on the clock of the city.';
  comment on column openaq.city_aqi_days.aqi is 'US EPA Air Quality Index, 0 to 500 and beyond.';
  comment on column openaq.city_aqi_days.category is 'Category of the index. [aqi_breakpoints.category]';
  comment on column openaq.city_aqi_days.colour is 'Colour of the category, never to be shown alone. [aqi_breakpoints.colour]';
  comment on column openaq.city_aqi_days.dominant_pollutant is 'Pollutant with the highest index of the day.';
  comment on column openaq.city_aqi_days.dominant_averaging is 'Averaging time of the highest index.';
  comment on column openaq.city_aqi_days.dominant_value_ug_m3 is 'Concentration behind the highest index, ug/m3.';
  comment on column openaq.city_aqi_days.dominant_location_id is 'Station with the highest index.';
  comment on column openaq.city_aqi_days.stations is 'Stations with an index.';
  comment on column openaq.city_aqi_days.aqi_year is 'Year of the breakpoints. [aqi_breakpoints.year]';
  comment on column openaq.city_aqi_days.aqi_source is 'Publication of the breakpoints. [aqi_breakpoints.source]';
end;
$$ language plpgsql;
