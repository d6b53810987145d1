-- Lets Looker name the tables of the schema.
-- grain: the schema. key: its name. inputs: the user of 10_user.sql.
-- re-run: grants what is granted already.
-- why: usage alone, without create.
grant usage on schema openaq to looker_readonly;
