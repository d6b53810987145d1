-- Guidelines and limits that people compare with.
-- grain: one row per standard, pollutant and averaging time. key: (standard, pollutant, averaging).
-- inputs: 91_fill_references.sql.
-- re-run: does nothing when the table exists.
-- why: a limit without its source and year cannot be judged, so both are columns.
create table if not exists openaq.air_quality_limits (
  standard varchar(32) not null,
  pollutant varchar(16) not null,
  averaging varchar(8) not null,
  limit_ug_m3 decimal(10, 2) not null,
  year integer not null,
  source varchar(255) not null,
  note varchar(255),
  primary key (standard, pollutant, averaging)
)
diststyle all
sortkey (pollutant);
