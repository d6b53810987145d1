-- The pollutants, one row for each column of values of the facts.
-- grain: one row per pollutant. key: pollutant. inputs: 91_fill_references.sql.
-- re-run: does nothing when the table exists.
-- why: the facts have a column for each, limits and indices a row. Joined with this table a fact becomes rows, in one
--      pass over the facts.
create table if not exists openaq.dim_pollutants (
  pollutant varchar(16) not null,
  pollutant_name varchar(32) not null,
  position integer not null,
  primary key (pollutant)
)
diststyle all
sortkey (pollutant);
