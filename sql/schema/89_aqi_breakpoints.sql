-- The US EPA Air Quality Index, one row for each straight piece of it.
-- grain: one row per pollutant, averaging time and category. key: (pollutant, averaging, index_low).
-- inputs: 91_fill_references.sql.
-- re-run: does nothing when the table exists.
-- why: the breakpoints of PM2.5 changed in 2024 and will change again, so source and year are columns. Concentrations
--      are in the unit of the rule, which cuts them to its resolution before it looks them up.
create table if not exists openaq.aqi_breakpoints (
  pollutant varchar(16) not null,
  averaging varchar(8) not null,
  unit varchar(8) not null,
  ug_m3_per_unit decimal(12, 6) not null,
  resolution decimal(6, 3) not null,
  concentration_low decimal(10, 3) not null,
  concentration_high decimal(10, 3) not null,
  is_last boolean not null,
  index_low integer not null,
  index_high integer not null,
  category varchar(40) not null,
  colour varchar(7) not null,
  year integer not null,
  source varchar(255) not null,
  primary key (pollutant, averaging, index_low)
)
diststyle all
sortkey (pollutant);
