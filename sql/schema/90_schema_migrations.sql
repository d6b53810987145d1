-- The steps by which this warehouse came to its present schema.
-- grain: one row per step of 95_migrate_schema.sql. key: step. inputs: that procedure.
-- re-run: does nothing when the table exists.
-- why: create table if not exists never changes a table that an earlier version made.
create table if not exists openaq.schema_migrations (
  step integer not null,
  name varchar(100) not null,
  applied_at timestamp default getdate()
)
diststyle all
sortkey (step);
