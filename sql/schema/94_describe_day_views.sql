-- Describes the views of hours and of days.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: docs/data-dictionary.md and every SQL tool show these comments, so they have no other home. What a value comes
--      from stands in brackets, a path of OpenAQ or a column.
create or replace procedure openaq.describe_day_views()
as $$
begin
  comment on view openaq.hourly_values is 'Every value of the facts as a row of its own, in UTC and local time.';
  comment on column openaq.hourly_values.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.hourly_values.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.hourly_values.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.hourly_values.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.hourly_values.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.hourly_values.measurement_datetime is 'Start of the hour, UTC. [fact_measurements.measurement_datetime]';
  comment on column openaq.hourly_values.local_datetime is 'Start of the hour on the clock of the city.';
  comment on column openaq.hourly_values.local_date is 'Date of the hour on the clock of the city.';
  comment on column openaq.hourly_values.value_ug_m3 is 'Mean of the hour, ug/m3. [fact_measurements.pm25 to co]';

  comment on view openaq.station_days is 'Daily means of each station and pollutant, in local days.';
  comment on column openaq.station_days.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_days.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_days.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_days.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_days.local_date is 'Date on the clock of the city.';
  comment on column openaq.station_days.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_days.hours is 'Hours with a value, of 24.';
  comment on column openaq.station_days.completeness_percent is 'Hours with a value, in percent of 24.';
  comment on column openaq.station_days.is_complete is 'Whether the day counts, from 18 of 24 hours.';
  comment on column openaq.station_days.mean_ug_m3 is 'Mean of a day that counts, ug/m3, null for another.';
  comment on column openaq.station_days.available_mean_ug_m3 is 'Mean of the hours there are, however few, ug/m3.';
  comment on column openaq.station_days.min_ug_m3 is 'Lowest hour, ug/m3.';
  comment on column openaq.station_days.max_ug_m3 is 'Highest hour, ug/m3.';

  comment on view openaq.city_days is 'Daily means of each city and pollutant, every complete station counting once.';
  comment on column openaq.city_days.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.city_days.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.city_days.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.city_days.local_date is 'Date on the clock of the city.';
  comment on column openaq.city_days.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.city_days.stations is 'Stations with a value.';
  comment on column openaq.city_days.complete_stations is 'Stations whose day counts.';
  comment on column openaq.city_days.hours is 'Hours with a value of all stations.';
  comment on column openaq.city_days.completeness_percent is 'Mean of the stations.';
  comment on column openaq.city_days.is_complete is 'Whether the day of a station counts.';
  comment on column openaq.city_days.mean_ug_m3 is 'Mean of the stations whose day counts, ug/m3, null without any.';
  comment on column openaq.city_days.available_mean_ug_m3 is 'Mean of all stations, however few their hours, ug/m3.';
  comment on column openaq.city_days.min_ug_m3 is 'Lowest hour, ug/m3.';
  comment on column openaq.city_days.max_ug_m3 is 'Highest hour, ug/m3.';

  comment on view openaq.station_eight_hours is 'Means of eight hours of O3 and CO with at least six of them.';
  comment on column openaq.station_eight_hours.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_eight_hours.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_eight_hours.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_eight_hours.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_eight_hours.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_eight_hours.period_start is 'Start of the eight hours, UTC.';
  comment on column openaq.station_eight_hours.local_period_start is 'Start of the eight hours on the clock of the city.';
  comment on column openaq.station_eight_hours.hours is 'Hours with a value, of 8.';
  comment on column openaq.station_eight_hours.mean_ug_m3 is 'Mean of the eight hours, ug/m3.';

  comment on view openaq.station_day_averages is 'Values of days by averaging time, as limits and indices ask for them. Eight hours belong to the day on which they begin.';
  comment on column openaq.station_day_averages.location_id is 'Location of OpenAQ. [fact_measurements.location_id]';
  comment on column openaq.station_day_averages.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.station_day_averages.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.station_day_averages.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_day_averages.local_date is 'Date on the clock of the city.';
  comment on column openaq.station_day_averages.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.station_day_averages.averaging is '1 h, 8 h or 24 h, the highest of the day for 1 h and 8 h.';
  comment on column openaq.station_day_averages.value_ug_m3 is 'Mean of 24 h of a day that counts, or highest mean of 8 h or 1 h, ug/m3.';
  comment on column openaq.station_day_averages.is_complete is 'Whether the day counts, from 18 of 24 hours. [station_days.is_complete]';
end;
$$ language plpgsql;
