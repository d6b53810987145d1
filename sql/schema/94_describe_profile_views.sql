-- Describes the views of usual hours and months, and of freshness.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: docs/data-dictionary.md and every SQL tool show these comments, so they have no other home. What a value comes
--      from stands in brackets, a path of OpenAQ or a column.
create or replace procedure openaq.describe_profile_views()
as $$
begin
  comment on view openaq.city_hour_profiles is 'Usual day of each city and pollutant, by hours of both clocks.';
  comment on column openaq.city_hour_profiles.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.city_hour_profiles.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.city_hour_profiles.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.city_hour_profiles.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.city_hour_profiles.clock is 'Clock of the row, local or UTC.';
  comment on column openaq.city_hour_profiles.hour_of_day is 'Hour, 0 to 23, in which the hour starts.';
  comment on column openaq.city_hour_profiles.hours is 'Hours with a value.';
  comment on column openaq.city_hour_profiles.mean_ug_m3 is 'Mean of all hours with a value, ug/m3.';
  comment on column openaq.city_hour_profiles.min_ug_m3 is 'Lowest hour, ug/m3.';
  comment on column openaq.city_hour_profiles.max_ug_m3 is 'Highest hour, ug/m3.';

  comment on view openaq.city_month_profiles is 'Usual year of each city and pollutant, by months of both clocks.';
  comment on column openaq.city_month_profiles.city is 'City as configured. [fact_measurements.city]';
  comment on column openaq.city_month_profiles.country is 'Country, ISO 3166-1 alpha-2. [fact_measurements.country]';
  comment on column openaq.city_month_profiles.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.city_month_profiles.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.city_month_profiles.clock is 'Clock of the row, local or UTC.';
  comment on column openaq.city_month_profiles.month_of_year is 'Month, 1 to 12.';
  comment on column openaq.city_month_profiles.years is 'Years that have the month.';
  comment on column openaq.city_month_profiles.hours is 'Hours with a value.';
  comment on column openaq.city_month_profiles.mean_ug_m3 is 'Mean of all hours with a value, ug/m3.';
  comment on column openaq.city_month_profiles.min_ug_m3 is 'Lowest hour, ug/m3.';
  comment on column openaq.city_month_profiles.max_ug_m3 is 'Highest hour, ug/m3.';

  comment on view openaq.station_freshness is 'How new the data of each location was when OpenAQ was last asked.';
  comment on column openaq.station_freshness.location_id is 'Location of OpenAQ. [dim_locations.location_id]';
  comment on column openaq.station_freshness.location_name is 'Name. [dim_locations.location_name]';
  comment on column openaq.station_freshness.city is 'City as configured. [dim_locations.city]';
  comment on column openaq.station_freshness.country is 'Country, ISO 3166-1 alpha-2. [dim_locations.country]';
  comment on column openaq.station_freshness.time_zone is 'IANA time zone of the city, UTC where dim_cities has none. [dim_cities.time_zone]';
  comment on column openaq.station_freshness.first_hour is 'Start of the oldest hour, UTC.';
  comment on column openaq.station_freshness.latest_hour is 'Start of the newest hour, UTC.';
  comment on column openaq.station_freshness.local_latest_hour is 'Start of the newest hour on the clock of the city.';
  comment on column openaq.station_freshness.hours is 'Hours with a row.';
  comment on column openaq.station_freshness.answered_at is 'When OpenAQ last answered, UTC. [location_days.extracted_at]';
  comment on column openaq.station_freshness.hours_behind is 'Hours from the end of the newest hour to that answer.';
end;
$$ language plpgsql;
