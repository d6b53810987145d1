-- The cities and their clocks, joined to the facts by city.
-- grain: one row per city. key: city. inputs: 91_fill_references.sql, and whoever adds a city.
-- re-run: does nothing when the table exists.
-- why: a day of air quality is a day of the people who breathe it. A city that is not here is reckoned in UTC, and the
--      column time_zone of every view says so.
create table if not exists openaq.dim_cities (
  city varchar(100) not null,
  time_zone varchar(64) not null,
  source varchar(255) not null,
  primary key (city)
)
diststyle all
sortkey (city);
