-- Lets Looker read every table that is created later.
-- grain: the default privileges of the schema. key: its name. inputs: the user of 10_user.sql.
-- re-run: grants what is granted already.
-- why: a new table is otherwise invisible to Looker. Default privileges belong to the user who creates tables, so run
--      this as the administrator whose secret the pipeline uses.
alter default privileges in schema openaq grant select on tables to looker_readonly;
