-- Brings the schema to its newest step.
-- grain: the schema. key: none. inputs: the procedure of 95_migrate_schema.sql.
-- re-run: does nothing when every step is done.
-- why: in the transaction of the other files, so that a warehouse is prepared whole or not at all.
call openaq.migrate_schema();
