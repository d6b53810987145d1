-- Lets Looker read every table that exists today.
-- grain: the tables of the schema. key: their names. inputs: the user of 10_user.sql.
-- re-run: grants what is granted already.
-- why: select alone.
grant select on all tables in schema openaq to looker_readonly;
