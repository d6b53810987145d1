-- Describes the tables of reference.
-- grain: the comments. key: table or view, and column. inputs: none.
-- re-run: replaces the procedure, which a step of 95_migrate_schema.sql calls once.
-- why: docs/data-dictionary.md and every SQL tool show these comments, so they have no other home. What a value comes
--      from stands in brackets, a path of OpenAQ or a column.
create or replace procedure openaq.describe_references()
as $$
begin
  comment on table openaq.dim_cities is 'Cities and their clocks. A city that is not here is reckoned in UTC.';
  comment on column openaq.dim_cities.city is 'City as configured.';
  comment on column openaq.dim_cities.time_zone is 'IANA time zone.';
  comment on column openaq.dim_cities.source is 'Where the time zone is from.';

  comment on table openaq.dim_pollutants is 'Pollutants, a row for each.';
  comment on column openaq.dim_pollutants.pollutant is 'Name of the column of the facts.';
  comment on column openaq.dim_pollutants.pollutant_name is 'Name to show.';
  comment on column openaq.dim_pollutants.position is 'Order to show them in.';

  comment on table openaq.air_quality_limits is 'Guidelines and limits to compare with.';
  comment on column openaq.air_quality_limits.standard is 'Standard with its year in the name.';
  comment on column openaq.air_quality_limits.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.air_quality_limits.averaging is 'Averaging time, 1 h, 8 h, 24 h, year or season.';
  comment on column openaq.air_quality_limits.limit_ug_m3 is 'Limit, ug/m3. Above it is an exceedance.';
  comment on column openaq.air_quality_limits.year is 'Year of the standard.';
  comment on column openaq.air_quality_limits.source is 'Publication.';
  comment on column openaq.air_quality_limits.note is 'What to know before comparing.';

  comment on table openaq.aqi_breakpoints is 'US EPA Air Quality Index, a row for each linear piece.';
  comment on column openaq.aqi_breakpoints.pollutant is 'Pollutant, as a column of the facts is named.';
  comment on column openaq.aqi_breakpoints.averaging is 'Averaging time, 1 h, 8 h or 24 h.';
  comment on column openaq.aqi_breakpoints.unit is 'Unit of the rule.';
  comment on column openaq.aqi_breakpoints.ug_m3_per_unit is 'One unit in ug/m3, at 25 C and 1 atm.';
  comment on column openaq.aqi_breakpoints.resolution is 'To what the rule cuts a concentration, in its unit.';
  comment on column openaq.aqi_breakpoints.concentration_low is 'Where the piece begins, in the unit.';
  comment on column openaq.aqi_breakpoints.concentration_high is 'Where it ends, included, in the unit.';
  comment on column openaq.aqi_breakpoints.is_last is 'Whether the piece goes on beyond its end.';
  comment on column openaq.aqi_breakpoints.index_low is 'Index at the beginning.';
  comment on column openaq.aqi_breakpoints.index_high is 'Index at the end.';
  comment on column openaq.aqi_breakpoints.category is 'Category.';
  comment on column openaq.aqi_breakpoints.colour is 'Colour of the category as RGB.';
  comment on column openaq.aqi_breakpoints.year is 'Year of the rule.';
  comment on column openaq.aqi_breakpoints.source is 'Publication.';
end;
$$ language plpgsql;
